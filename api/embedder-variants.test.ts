import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addFins, season } from '#catalog/training/made-fins.fixture.ts';
import { SafetensorsFile } from '#models/weights/safetensors-read.ts';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { embedderDataSeen } from '#terms/embedder/versions.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { madeApp } from './made-app.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Fins' });
});
afterEach(() => made.remove());

async function ended(job: Job): Promise<Job> {
  for (;;) {
    const now = await made.client.jobs.get({ jobId: job.id });
    if (hasEnded(now)) return now;
    await setTimeout(20);
  }
}

/** As short as a training may be. */
const short = {
  from: null,
  backbone: 'lite0' as const,
  dimensions: 16,
  input: 64,
  height: 64,
  batch: 4,
  epochs: 1,
  newShare: 0.2,
  finalFit: false,
  mirrorClasses: false,
  device: 'cpu' as const,
};

async function trained(wishes: EmbedderWishes) {
  const { job, model } = await made.client.embedder.train({ ...short, ...wishes });
  expect((await ended(job)).error).toBeNull();
  const version = await made.client.models.get({ modelId: model.id });
  const folder = join(made.app.open.catalogue.folder, 'models', `embedder-${version.version}`);
  await using file = await SafetensorsFile.open(join(folder, 'weights.safetensors'));
  const { metadata, tensors } = file.header;
  const network = JSON.parse(metadata['resight.embedder'] ?? '{}') as Record<string, unknown>;
  const shapeOf = (name: string) => tensors.get(name)?.shape;
  return { version, network, shapeOf };
}

describe('variants of the Kaggle pipeline', () => {
  it('train, judge and embed: its taps, GeM a channel over both, a spread and easy margin, a restart, sides together', async () => {
    const photos = join(made.folder, 'photos');
    await addFins(made.app.open.catalogue, photos, season(5, 4));
    const { version, network, shapeOf } = await trained({
      preset: 'seed',
      branchWidth: 16,
      smoothing: 0.1,
      easyMargin: true,
    });
    expect(version).toMatchObject({ state: 'ready' });
    expect(version.recipe).toMatchObject({
      preset: 'seed',
      fusion: 'dolg-seed',
      sides: 'together',
      smoothingOf: 'margin',
      restarts: 1,
      scale: 30,
    });
    expect(network).toMatchObject({ width: 16, fusedPool: 'gem', powers: 'channel' });
    // Local features are of the top, 1,280 channels; global ones of the end of block 6, 192.
    expect(shapeOf('fusion.local.atrous0.weight')).toEqual([8, 1280, 3, 3]);
    expect(shapeOf('fusion.global.reduce.weight')).toEqual([16, 192, 1, 1]);
    expect(shapeOf('fusion.pool.p')).toEqual([16]);
    const embedded = await ended(await made.client.embedder.embed({ device: 'cpu' }));
    expect(embedded.result).toMatchObject({ embedded: 20 });
    const evaluation = await made.client.embedder.evaluation({ modelId: version.id });
    const { train } = embedderDataSeen.parse(version.dataSeen);
    expect(evaluation?.network).toEqual({ learned: train.boxes, inUse: null });
  }, 240_000);

  it('train with CurricularFace, three centres, a plain mean in the global branch, and bodies where there is no fin', async () => {
    const catalogue = made.app.open.catalogue;
    const boxes = await addFins(catalogue, join(made.folder, 'photos'), season(5, 4));
    const [fin = 1, body = 2] = (await made.client.boxes.classes()).map(({ id }) => id);
    // Photos of two animals show the body alone.
    for (const boxId of boxes.slice(0, 2))
      catalogue.run('UPDATE boxes SET class_id = ? WHERE id = ?', body, boxId);
    const { version, network, shapeOf } = await trained({
      fusion: 'dolg',
      branchWidth: 16,
      globalPool: 'average',
      head: 'curricular',
      centres: 3,
      classId: fin,
      orClassIds: [body],
    });
    expect(version.recipe).toMatchObject({ head: 'curricular', centres: 3, orClassIds: [body] });
    expect(network).toMatchObject({ fusion: 'dolg', globalPool: 'average' });
    expect(shapeOf('fusion.global.gem.p')).toBeUndefined();
    const embedded = await ended(await made.client.embedder.embed({ device: 'cpu' }));
    expect(embedded.result).toMatchObject({ embedded: 20 });
  }, 240_000);
});

it('a crop that cannot be parted is told before anything is weighed', async () => {
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(5, 4));
  const { obstacles } = await made.client.embedder.forecast({
    ...short,
    fusion: 'gem-grid',
  });
  expect(obstacles.join(' ')).toContain('choose a multiple of 48');
});

it('a margin that is spread cannot be had with CurricularFace, and the way out is told', async () => {
  await addFins(made.app.open.catalogue, join(made.folder, 'photos'), season(5, 4));
  const { obstacles } = await made.client.embedder.forecast({
    ...short,
    head: 'curricular',
    smoothing: 0.1,
    smoothingOf: 'margin',
  });
  expect(obstacles.join(' ')).toContain('let it spread the labels');
});
