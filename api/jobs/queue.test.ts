import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertModel } from '#catalog/versions/add-version.ts';
import { updateModel } from '#catalog/versions/change-version.ts';
import { madeApp } from '../made-app.fixture.ts';
import { ended } from '../made-fins.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Queue' });
});
afterEach(() => made.remove());

/** A job that waits, as a damaged disk or another version left it. */
const stored = (kind: string, spec: string): number =>
  made.app.open.catalogue.run(
    `INSERT INTO jobs (kind, spec, state, created_at) VALUES (?, ?, 'queued', 1)`,
    kind,
    spec,
  ).id;

const demo = () => ({
  photosFolder: join(made.folder, 'demo'),
  individuals: 2,
  photos: 2,
  width: 300,
});

it('a job whose stored spec is damaged is failed with the reason, and the queue goes on', async () => {
  const { app, client } = made;
  const damaged = stored('import-photos', '{"paths": 7}');
  const unknown = stored('count-whales', '{}');
  const good = app.open.queue.start('demo', demo());
  expect(await ended(made, good.id)).toMatchObject({
    state: 'done',
    summary: '2 photos drawn, with the truth about them in truth.json.',
  });
  expect(await client.jobs.get({ jobId: damaged })).toMatchObject({
    title: 'Import photos',
    state: 'failed',
    retryable: false,
    error: { code: 'bad-input', message: expect.stringContaining('"paths"') as string },
  });
  expect(await client.jobs.get({ jobId: unknown })).toMatchObject({
    title: 'count-whales',
    state: 'failed',
    error: { code: 'unsupported-here' },
  });
  expect(await client.jobs.list({})).toHaveLength(3);
  await expect(client.jobs.retry({ jobId: damaged })).rejects.toThrow('Start it anew');
});

it('a version whose training was asked for in a way that cannot be read has failed with its job', async () => {
  const { app, client } = made;
  const { catalogue } = app.open;
  const { id } = insertModel(
    catalogue,
    { kind: 'detector', architecture: 'yolov5n', origin: 'trained', state: 'training' },
    1,
  );
  updateModel(catalogue, id, { jobId: stored('train-detector', '{}') });
  await ended(made, app.open.queue.start('demo', demo()).id);
  expect(await client.models.get({ modelId: id })).toMatchObject({ state: 'failed' });
});

it('what does not fit a kind is refused before anything is stored, by name', async () => {
  const { app, client } = made;
  expect(() => app.open.queue.start('demo', { ...demo(), photos: 0 })).toThrow(
    /"Draw demo photos" was refused.*"photos"/,
  );
  expect(await client.jobs.list({})).toEqual([]);
});
