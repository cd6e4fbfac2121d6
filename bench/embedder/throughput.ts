/** How much of a bare session's speed the whole way of embedding keeps: crops read, rendered, embedded. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Size } from '#terms/geometry.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { embedderLayout, type EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { startWeights } from '#models/nets/start-weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { keptSize } from '#worker/embedder/set/crops.ts';
import { embedCrops } from '#worker/embedder/looking/embed-crops.ts';
import { cropEnding, encodeCrop } from '#worker/embedder/set/kept-crop.ts';
import {
  embedBatch,
  withEmbedder,
  type OpenEmbedder,
} from '#worker/embedder/looking/open-embedder.ts';
import type { BenchRow } from '../bench-row.ts';
import { median } from '../median.ts';

const bar = 0.8;
const crops = 256;
const turns = 5;

/** Kept crops of noise, as large and as hard to read as real ones. */
async function madeCrops(folder: string, seen: Size): Promise<string[]> {
  const kept = keptSize(seen);
  return Promise.all(
    Array.from({ length: crops }, async (_, at) => {
      const file = join(folder, `${at}${cropEnding(kept)}`);
      const noise = { type: 'gaussian' as const, mean: 120, sigma: 25 };
      const pixels = await sharp({
        create: { ...kept, channels: 3, background: '#456', noise },
      })
        .blur(1.2)
        .raw()
        .toBuffer();
      await writeFile(file, await encodeCrop({ pixels, ...kept }));
      return file;
    }),
  );
}

/** Pictures a second of B0 at `input` pixels: the job's own way against the session on ready numbers. */
export async function embeddingThroughput(input: number): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-embed-'));
  try {
    const seen = { width: input, height: input };
    const files = await madeCrops(folder, seen);
    const network: EmbedderNetwork = {
      backbone: 'b0',
      variant: 'timm',
      fusion: 'gem-concat',
      dimensions: 256,
    };
    const layout = embedderLayout(network);
    const vectors = startWeights(layout, 1);
    const model = inferenceModel(embedderExport({ network, size: seen, layout, vectors }));
    const pictures = files.map((file) => ({ file, mirrored: false }));
    await using session = await Inference.open(model);
    const batch = embedBatch(seen);
    const ready = new Float32Array(batch * 3 * input * input).fill(0.1);
    const bare = async () => {
      for (let at = 0; at < crops; at += batch) await session.run(ready);
    };
    const whole = (embedder: OpenEmbedder) =>
      embedCrops(embedder, pictures, {
        flipAverage: false,
        signal: new AbortController().signal,
        onBatch: () => Promise.resolve(),
      });
    const perSecond = async (work: () => Promise<void>) => {
      const begin = performance.now();
      await work();
      return crops / ((performance.now() - begin) / 1000);
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    const size = { ...seen, ...imageNet };
    await withEmbedder(model, size, 'cpu', async (embedder) => {
      await bare();
      await whole(embedder);
      for (let turn = 0; turn < turns; turn += 1) {
        theirs.push(await perSecond(bare));
        ours.push(await perSecond(() => whole(embedder)));
      }
    });
    const [a, b] = [median(ours), median(theirs)];
    return [
      {
        name: `embedding, B0 at ${input} px, from kept crops`,
        ours: a,
        peer: b,
        peerName: 'the bare session on ready numbers',
        ratio: a / b,
        unit: 'pictures/s',
        bar: `≥ ${bar} × the peer`,
        held: a / b >= bar,
        note: `median of ${turns}, ${crops} crops; the peer in batches of ${batch}`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
