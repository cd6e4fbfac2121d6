import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Job } from '#terms/jobs/job.ts';
import { addFins, season } from '#catalog/training/made-fins.fixture.ts';
import { madeApp } from './made-app.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Fins' });
});
afterEach(() => made.remove());

const fixture = (name: string) =>
  fileURLToPath(new URL(`embedder/fixtures/${name}`, import.meta.url));

const asked = (name: string, path = fixture(name)) => ({
  path,
  name,
  scaling: {
    mean: [0, 0, 0] as [number, number, number],
    std: [1, 1, 1] as [number, number, number],
  },
});

async function done(job: Job): Promise<Job> {
  for (;;) {
    const now = await made.client.jobs.get({ jobId: job.id });
    if (now.state === 'failed') throw new Error(now.error?.message);
    if (now.state === 'done') return now;
    await setTimeout(20);
  }
}

it('a network of another program becomes a version, makes vectors and is judged', async () => {
  const { client } = made;
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(4, 4));
  const model = await client.embedder.importNetwork(asked('patches.onnx'));
  expect(model).toMatchObject({
    origin: 'imported',
    state: 'ready',
    recipe: { input: 32, dimensions: 64 },
  });
  await done(await client.embedder.embed({ modelId: model.id, device: 'cpu' }));
  await done(await client.embedder.evaluate({ modelId: model.id, device: 'cpu' }));
  const report = await client.embedder.evaluation({ modelId: model.id });
  expect(report?.queries).toBeGreaterThan(2);
  // Plain fins of different shape: patches tell them apart better than a guess.
  expect(report?.top1.value).toBeGreaterThan(0.5);

  // Two networks in one catalogue: each is asked about its own vectors alone.
  const other = await client.embedder.importNetwork(asked('patches.onnx'));
  expect(await client.embedder.match({ modelId: other.id, boxIds: [1, 2] })).toMatchObject({
    rows: [],
    withoutVector: 2,
  });
  expect((await client.embedder.match({ modelId: model.id, boxIds: [1, 2] })).rows).toHaveLength(2);
}, 60_000);

it('weights become a network that can be trained further, its last stages alone', async () => {
  const { client } = made;
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(5, 4));
  const path = fileURLToPath(new URL('../models/starter/lite0.safetensors', import.meta.url));
  // Its names fit two dialects, so a person must say.
  await expect(client.embedder.importNetwork({ path, name: 'Theirs' })).rejects.toThrow(
    /"timm-tf".*Say which one/,
  );
  const model = await client.embedder.importNetwork({
    path,
    name: 'Theirs',
    variant: 'timm-tf',
    input: 64,
  });
  expect(model).toMatchObject({ origin: 'imported', architecture: 'efficientnet-lite0 gem-norm' });
  expect(model.recipe).toMatchObject({ input: 64, fit: 'stretch', boxMargin: 0, dimensions: 1280 });
  const job = await done(await client.embedder.embed({ modelId: model.id, device: 'cpu' }));
  expect(job.result).toMatchObject({ embedded: 20, skipped: [] });
  const { job: training, model: further } = await client.embedder.train({
    preset: 'last-stages',
    from: model.id,
    batch: 4,
    epochs: 1,
    finalFit: false,
    device: 'cpu',
  });
  expect(further.recipe).toMatchObject({ backbone: 'lite0', input: 64, learns: 'last-stages' });
  await done(training);
  expect((await client.models.get({ modelId: further.id })).state).toBe('ready');
}, 240_000);

it('a head is learned on a network that stays as it is, and said beside it', async () => {
  const { client } = made;
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(5, 4));
  const below = await client.embedder.importNetwork(asked('patches.onnx'));
  const recipe = { preset: 'head' as const, dimensions: 16, batch: 8, device: 'cpu' as const };
  // Neither from nothing, nor further without weights.
  expect((await client.embedder.forecast({ ...recipe, from: null })).obstacles).toEqual([
    'A head needs a network below it. Start from the starter, a version or a file.',
  ]);
  await expect(client.embedder.train({ from: below.id })).rejects.toThrow(
    'patches.onnx has no weights that could be trained further. Train a head on it',
  );
  const { job, model } = await client.embedder.train({ ...recipe, from: below.id, epochs: 20 });
  expect(model).toMatchObject({ architecture: 'onnx + head', parentId: below.id });
  expect(model.recipe).toMatchObject({ input: 32, boxMargin: 0.1, dimensions: 16 });
  expect(model.recipe).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
  expect(model.recipe).not.toHaveProperty('backbone');
  const end = await done(job);
  expect(end.summary).toMatch(/MAP@5 [\d.]+ on \d+ photos.*; without the head [\d.]+ on the same/);
  await done(await client.embedder.embed({ modelId: model.id, device: 'cpu' }));
  const { rows } = await client.embedder.match({ modelId: model.id, boxIds: [1] });
  expect(rows).toHaveLength(1);
  // It is judged again by the network that was judged, and gives the same.
  await done(await client.embedder.evaluate({ modelId: model.id, device: 'cpu' }));
  const report = await client.embedder.evaluation({ modelId: model.id });
  const { metrics } = await client.models.get({ modelId: model.id });
  expect(report?.map5.value).toBeCloseTo(Number(metrics['map5']), 5);

  // And the other way round: a head on the head that was learned here.
  const second = await client.embedder.train({ ...recipe, from: model.id, epochs: 5 });
  await done(second.job);
  expect(second.model.architecture).toBe('onnx + head + head');
}, 120_000);

it('a file that cannot serve is refused with what it is, and nothing is kept', async () => {
  const { client } = made;
  const refusal = async (input: ReturnType<typeof asked>) =>
    client.embedder.importNetwork(input).then(
      () => 'It was taken.',
      (error: Error) => error.message,
    );
  expect(await refusal(asked('two-inputs.onnx'))).toContain(
    'has 2 inputs (left [1, 3, 32, 32] and right [1, 3, 32, 32])',
  );
  expect(await refusal(asked('one-number.onnx'))).toContain('gives 1 numbers a picture');
  expect(await refusal(asked('make-networks.ts'))).toContain('is no ONNX network');
  expect(await refusal(asked('x', join(made.folder, 'gone.onnx')))).toContain('is not there');
  expect(await refusal({ ...asked('patches.onnx'), input: 64 } as never)).toContain(
    'takes pictures of 32 pixels, and 64 were asked for',
  );
  expect(await client.models.list({})).toEqual([]);
  const { folder } = made.app.open.catalogue;
  expect((await readdir(folder)).includes('models')).toBe(false);
});

it('a photo that is gone is left out and told of; the others are embedded', async () => {
  const { client } = made;
  const photos = join(made.folder, 'photos');
  await addFins(made.app.open.catalogue, photos, season(2, 2));
  const model = await client.embedder.importNetwork(asked('patches.onnx'));
  await rm(join(photos, 'fin1.png'));
  const job = await done(await client.embedder.embed({ modelId: model.id, device: 'cpu' }));
  expect(job.result).toMatchObject({ embedded: 3, skipped: [{ photoName: 'fin1.png' }] });
  expect(job.summary).toContain('1 could not be');
});

it('before anything was trained the embedder that the app brings ranks fins, and is in use', async () => {
  const { client } = made;
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(2, 2));
  const job = await done(await client.embedder.embed({ device: 'cpu' }));
  expect(job.result).toMatchObject({ embedded: 4, skipped: [] });
  const [starter] = await client.models.list({ kind: 'embedder' });
  expect(starter).toMatchObject({ origin: 'starter', chosen: true, state: 'ready' });
  const { rows } = await client.embedder.match({ boxIds: [1], limit: 2 });
  // It meets no photo of its own sighting, so the animal's other one is the nearest.
  expect(rows[0]?.candidates[0]).toMatchObject({ code: 'A', bestBoxId: 3 });
});
