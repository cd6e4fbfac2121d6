import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishJob, insertJob } from '#catalog/jobs/job-life.ts';
import { getJob, isOfKind } from '#catalog/queries/jobs.ts';
import { ownConfidence } from '#terms/detector/detecting.ts';
import { madeApp } from './made-app.fixture.ts';
import { ended, finCatalogue } from './made-fins.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;

beforeEach(async () => {
  made = await madeApp();
});
afterEach(() => made.remove());

/** Small enough for seconds: a nano network on pictures of 64 pixels. */
const tiny = {
  size: 'n',
  from: null,
  input: 64,
  batch: 4,
  epochs: 2,
  device: 'cpu',
  seed: 3,
} as const;

const hashOf = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

describe('training a detector', () => {
  it('makes a version with curves, figures, files and what it saw, and puts the first in use', async () => {
    const { client, app } = made;
    const { photoIds } = await finCatalogue(made, { photos: 20, boxed: 20 });
    // A second class with two examples: too few, which is said and stops nothing.
    for (const photoId of photoIds.slice(0, 2))
      await client.boxes.edit({
        photoId,
        action: 'Draw box',
        changes: [{ kind: 'create', fields: { classId: 3, x: 0.5, y: 0.5, w: 0.3, h: 0.3 } }],
      });
    const forecast = await client.detector.forecast(tiny);
    expect(forecast).toMatchObject({ obstacles: [], steps: 8, seconds: null });
    expect(forecast.recipe).toMatchObject({
      size: 'n',
      tiles: true,
      classes: [{ name: 'dorsal fin' }, { name: 'fluke' }],
    });
    expect(forecast.train.photos + forecast.validation.photos).toBe(20);
    const { model, job } = await client.detector.train(tiny);
    expect(model).toMatchObject({ state: 'training', origin: 'trained', architecture: 'yolov5-n' });
    const end = await ended(made, job.id);
    expect(end).toMatchObject({ state: 'done', error: null });
    const log = await client.jobs.log({ jobId: job.id });
    expect(log.map(({ line }) => line).join('\n')).toContain('"fluke" has only 2 boxes');
    const trained = await client.models.get({ modelId: model.id });
    expect(trained).toMatchObject({ state: 'ready', chosen: true });
    expect((await client.detector.forecast(tiny)).seconds).toBeGreaterThan(0);
    expect(trained.metrics).toHaveProperty('map50');
    expect(trained.dataSeen).toMatchObject({ train: { photos: forecast.train.photos } });
    const points = await client.models.points({ modelId: model.id });
    expect(points.at(-1)?.series).toHaveProperty('validation mAP@.5');
    expect(points[0]?.series).toHaveProperty('box');
    const report = await client.detector.evaluation({ modelId: model.id });
    expect(report).toMatchObject({ modelId: model.id, photos: forecast.validation.photos });
    const folder = join(app.open.catalogue.folder, 'models', 'detector-1');
    const card = JSON.parse(await readFile(join(folder, 'network.json'), 'utf8')) as unknown;
    expect(card).toMatchObject({ classes: ['dorsal fin', 'fluke'], input: { shape: [3, 64, 64] } });
    expect(existsSync(join(folder, 'network.onnx'))).toBe(true);
    expect(existsSync(join(folder, 'training.last.safetensors'))).toBe(false);
  });

  it('goes on after its worker was killed, to the same network bit by bit', async () => {
    const { client, app } = made;
    await finCatalogue(made, { photos: 20, boxed: 20 });
    const three = { ...tiny, epochs: 3 };
    const whole = await client.detector.train(three);
    await ended(made, whole.job.id);
    const cut = await client.detector.train(three);
    // Killed after the first epoch, in the middle of the second.
    for await (const _ of app.events.subscribe()) {
      const { done } = await client.jobs.get({ jobId: cut.job.id });
      if (done >= 6) break;
    }
    process.kill(app.workerPid ?? 0, 'SIGKILL');
    expect(await ended(made, cut.job.id)).toMatchObject({
      state: 'failed',
      error: { code: 'worker-died' },
    });
    expect(await client.models.get({ modelId: cut.model.id })).toMatchObject({ state: 'training' });
    const again = await client.detector.resume({ modelId: cut.model.id });
    expect(await ended(made, again.job.id)).toMatchObject({ state: 'done' });
    const { folder } = app.open.catalogue;
    const [first, second] = [1, 2].map((version) =>
      join(folder, 'models', `detector-${version}`, 'weights.safetensors'),
    );
    expect(await hashOf(second ?? '')).toBe(await hashOf(first ?? ''));
    const steps = (modelId: number) =>
      client.models.points({ modelId }).then((points) => points.map(({ step }) => step));
    expect(await steps(cut.model.id)).toEqual(await steps(whole.model.id));
  });

  it('leaves no version behind where its job cannot be stored', async () => {
    const { client, app } = made;
    await finCatalogue(made, { photos: 10, boxed: 10 });
    app.open.catalogue.run(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    await expect(client.detector.train(tiny)).rejects.toThrow('disk full');
    expect(await client.models.list({})).toEqual([]);
  });

  it('pauses when its job is cancelled, and goes on', async () => {
    const { client, app } = made;
    await finCatalogue(made, { photos: 20, boxed: 20 });
    const { model, job } = await client.detector.train({ ...tiny, epochs: 40 });
    for await (const _ of app.events.subscribe())
      if ((await client.jobs.get({ jobId: job.id })).done >= 6) break;
    await client.jobs.cancel({ jobId: job.id });
    expect(await ended(made, job.id)).toMatchObject({ state: 'cancelled' });
    expect(await client.models.get({ modelId: model.id })).toMatchObject({ state: 'training' });
    const again = await client.detector.resume({ modelId: model.id });
    await expect(client.detector.resume({ modelId: model.id })).rejects.toThrow('already');
    await client.jobs.cancel({ jobId: again.job.id });
    await ended(made, again.job.id);
  });

  it('goes on without a photo that is deleted from disk meanwhile, and says so', async () => {
    const { client, app } = made;
    const { photosFolder } = await finCatalogue(made, { photos: 20, boxed: 20 });
    // Without the copies for the screen the photo's own file is needed.
    await rm(app.open.catalogue.layout.thumbs, { recursive: true });
    for (const at of ['03', '07', '12']) await rm(join(photosFolder, `${at}.jpg`));
    const { model, job } = await client.detector.train(tiny);
    expect(await ended(made, job.id)).toMatchObject({ state: 'done' });
    const log = await client.jobs.log({ jobId: job.id });
    const lines = log.map(({ line }) => line).join('\n');
    expect(lines).toMatch(/\d\d\.jpg: its file is gone/);
    expect(await client.models.get({ modelId: model.id })).toMatchObject({ state: 'ready' });
  });

  it('fails with the reason where no photo can be read any more, and its version with it', async () => {
    const { client, app } = made;
    const { photosFolder } = await finCatalogue(made, { photos: 10, boxed: 10 });
    await rm(app.open.catalogue.layout.thumbs, { recursive: true });
    await rm(photosFolder, { recursive: true });
    const { model, job } = await client.detector.train(tiny);
    const { error } = await ended(made, job.id);
    expect(error?.message).toContain('None of the photos to learn from can be read');
    expect(await client.models.get({ modelId: model.id })).toMatchObject({ state: 'failed' });
  });

  it('refuses with the way out where there are no boxes, or one photo has all', async () => {
    const { client } = made;
    const { photoIds } = await finCatalogue(made, { photos: 4, boxed: 0 });
    await expect(client.detector.train(tiny)).rejects.toThrow('Draw boxes');
    await client.boxes.edit({
      photoId: photoIds[0] ?? 0,
      action: 'Draw box',
      changes: [{ kind: 'create', fields: { classId: 1, x: 0.1, y: 0.1, w: 0.3, h: 0.3 } }],
    });
    await expect(client.detector.train(tiny)).rejects.toThrow('Only one photo has boxes');
    expect(await client.models.list({ kind: 'detector' })).toEqual([]);
  });
});

describe('a trained detector', () => {
  it('proposes boxes on unchecked photos, leaves judged ones alone, and can be judged again', async () => {
    const { client, app } = made;
    const { photoIds } = await finCatalogue(made, { photos: 24, boxed: 16 });
    const { model, job } = await client.detector.train({ ...tiny, epochs: 1 });
    await ended(made, job.id);
    // What is not said comes from the version: where its F1 was best.
    const { metrics } = await client.models.get({ modelId: model.id });
    const own = await client.detector.detect({ photos: [photoIds[20] ?? 0], device: 'cpu' });
    await ended(made, own.id);
    expect(getJob(app.open.catalogue, own.id).spec).toMatchObject({
      confidence: ownConfidence(metrics),
    });
    const before = await client.detector.standing();
    const first = await client.detector.detect({ confidence: 0.01, device: 'cpu' });
    const end = await ended(made, first.id);
    expect(end).toMatchObject({ state: 'done', result: { photos: 8, unreadable: [] } });
    const again = await client.detector.detect({ confidence: 0.01, device: 'cpu' });
    const { result } = await ended(made, again.id);
    // What it proposed before and nobody judged is replaced, not doubled.
    const { proposals } = (end.result ?? {}) as { proposals: number };
    expect(result).toMatchObject({ proposals, replaced: proposals });
    expect(await client.detector.standing()).toEqual(before);
    // One that was cut after four photos goes on with the other four.
    const asked = getJob(app.open.catalogue, again.id);
    if (!isOfKind(asked, 'detect')) throw new Error(asked.unfit?.message);
    const inOrder = photoIds.slice(16).sort((a, b) => a - b);
    const resume = { after: inOrder[3] ?? 0, photos: 4 };
    const cut = insertJob(app.open.catalogue, { kind: 'detect', spec: asked.spec, resume }, 1);
    finishJob(app.open.catalogue, cut.id, { state: 'cancelled' }, 2);
    const rest = await ended(made, (await client.jobs.retry({ jobId: cut.id })).id);
    expect(rest).toMatchObject({ state: 'done', total: 8, result: { photos: 8 } });
    expect((rest.result as { passes: number }).passes).toBeLessThan(
      (end.result as { passes: number }).passes,
    );
    const judged = await client.detector.evaluate({ modelId: model.id, device: 'cpu' });
    expect(await ended(made, judged.id)).toMatchObject({
      state: 'done',
      summary: expect.stringContaining('mAP@.5') as string,
    });
  });
});
