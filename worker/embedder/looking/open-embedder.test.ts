import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { embedderLayout, type EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { keptSize } from '../set/crops.ts';
import { vectorsOf, type CropPicture } from './embed-crops.ts';
import { cropEnding, encodeCrop } from '../set/kept-crop.ts';
import { OneNetwork, withEmbedder, type OpenEmbedder } from './open-embedder.ts';
import { ViewThreads } from './view-threads.ts';

const seen = { width: 32, height: 32 };
const size = { ...seen, ...imageNet };
const signal = new AbortController().signal;
let folder: string;
let model: Uint8Array;
let pictures: CropPicture[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-embedder-'));
  const network: EmbedderNetwork = {
    backbone: 'b0',
    variant: 'timm',
    fusion: 'gem',
    dimensions: 16,
  };
  const layout = embedderLayout(network);
  model = inferenceModel(
    embedderExport({ network, size: seen, layout, vectors: startWeights(layout, 1) }),
  );
  const kept = keptSize(seen);
  pictures = await Promise.all(
    Array.from({ length: 37 }, async (_, at) => {
      const file = join(folder, `${at}${cropEnding(kept)}`);
      const pixels = Uint8Array.from(
        { length: kept.width * kept.height * 3 },
        (_v, i) => (i * (at + 3)) % 256,
      );
      await writeFile(file, await encodeCrop({ pixels, ...kept }));
      return { file, mirrored: at % 3 === 0 };
    }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

const embedded = (flipAverage: boolean) => (embedder: OpenEmbedder) =>
  vectorsOf(embedder, pictures, { flipAverage, signal });

describe('an embedder', () => {
  it.each([false, true])(
    'gives in lanes what one network gives, in the order of the pictures (flips: %s)',
    async (flipAverage) => {
      await using network = await Inference.open(model);
      await using threads = new ViewThreads(size);
      const one = await embedded(flipAverage)(new OneNetwork(network, threads, seen));
      const lanes = await withEmbedder(model, size, 'cpu', embedded(flipAverage));
      expect(lanes.dimensions).toBe(16);
      expect(lanes.vectors).toHaveLength(pictures.length * 16);
      for (const [at, value] of one.vectors.entries())
        expect(lanes.vectors[at]).toBeCloseTo(value, 4);
      expect(lanes.vectors.slice(0, 16)).not.toEqual(lanes.vectors.slice(16, 32));
    },
  );

  it('names a crop that cannot be read, and works on after it', async () => {
    const gone = { file: join(folder, 'gone.rgb'), mirrored: false };
    await withEmbedder(model, size, 'cpu', async (embedder) => {
      const some = [...pictures.slice(0, 9), gone];
      await expect(vectorsOf(embedder, some, { flipAverage: false, signal })).rejects.toThrow(
        'gone.rgb could not be read back',
      );
      expect((await embedded(false)(embedder)).vectors).toHaveLength(pictures.length * 16);
    });
  });

  it('says what is wrong with a network that is none', async () => {
    const broken = withEmbedder(new Uint8Array(40), size, 'cpu', embedded(false));
    await expect(broken).rejects.toThrow('model: field number 0');
  });

  it('can be left in the middle', async () => {
    const abort = new AbortController();
    const work = withEmbedder(model, size, 'cpu', (embedder) =>
      vectorsOf(embedder, pictures, {
        flipAverage: false,
        signal: abort.signal,
        onBatch: () => abort.abort(),
      }),
    );
    await expect(work).rejects.toThrow('cancelled');
  });
});
