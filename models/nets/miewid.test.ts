import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inferenceModel } from '../session/export-network.ts';
import { Inference } from '../session/inference.ts';
import { writeSafetensors } from '../weights/safetensors-write.ts';
import { vectorLength } from '../weights/state-layout.ts';
import { embedderExport } from './embedder-export.ts';
import { inspectEmbedderFile, readEmbedder } from './embedder-weights.ts';
import { drawnPictures } from './fixtures/drawn-network.ts';
import { miewId, miewIdTensors } from './fixtures/miewid-network.ts';

interface Fixture {
  names: { tensors: number; parameters: number; sha256: string };
  /** `every`: which of the numbers are told. */
  embeddings: { height: number; width: number; every: number; embedding: number[] }[];
}
const fixture = JSON.parse(
  await readFile(new URL('fixtures/miewid.json', import.meta.url), 'utf8'),
) as Fixture;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-miewid-'));
  path = join(folder, 'model.safetensors');
  await writeSafetensors(path, miewIdTensors());
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

it("has the names, shapes and numbers of PyTorch's", async () => {
  const lines = miewIdTensors().map(({ name, shape }) => `${name} [${shape.join(',')}]`);
  expect(lines).toHaveLength(fixture.names.tensors);
  expect(createHash('sha256').update(lines.sort().join('\n')).digest('hex')).toBe(
    fixture.names.sha256,
  );
  expect(await inspectEmbedderFile(path)).toEqual({
    network: miewId,
    backbone: 'v2-rw-m',
    variant: 'timm',
    crops: { input: 440, height: null, fit: 'stretch', boxMargin: 0 },
  });
  const { layout } = await readEmbedder(path);
  expect(vectorLength(layout.parameters)).toBe(fixture.names.parameters);
}, 60_000);

it.each(fixture.embeddings)(
  "gives PyTorch's embedding of a picture of $height × $width",
  async ({ height, width, every, embedding }) => {
    const read = await readEmbedder(path);
    const model = inferenceModel(embedderExport({ ...read, size: { width, height } }));
    await using inference = await Inference.open(model);
    const ours = await inference.run(drawnPictures(1, height, width));
    for (const [at, due] of embedding.entries())
      expect(Math.abs((ours[at * every] ?? NaN) - due)).toBeLessThan(1e-4);
  },
  120_000,
);
