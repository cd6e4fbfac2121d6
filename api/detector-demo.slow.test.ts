import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeApp } from './made-app.fixture.ts';
import { ended } from './made-fins.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;

beforeAll(async () => {
  made = await madeApp();
  const { client, folder } = made;
  const demo = { parent: folder, individuals: 24, photos: 240, seed: 7, boxed: 1 };
  await client.catalogue.openDemo(demo);
  for (const job of (await client.jobs.list({})).reverse()) await ended(made, job.id);
}, 1_200_000);
afterAll(() => made.remove());

it('the quick preset finds the fins of the demo on encounters it has not seen', async () => {
  const { client } = made;
  const { model, job } = await client.detector.train({ preset: 'quick', device: 'cpu' });
  expect(await ended(made, job.id)).toMatchObject({ state: 'done', error: null });
  const report = await client.detector.evaluation({ modelId: model.id });
  expect(report?.map50.value).toBeGreaterThanOrEqual(0.9);
  expect(report?.map50.n).toBeGreaterThan(40);
}, 1_800_000);
