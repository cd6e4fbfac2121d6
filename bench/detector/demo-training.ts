/**
 * The demo catalogue (240 photos, 24 animals, seed 7, boxed from its truth): the quick preset on this machine's
 * cores. Ten minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directClient } from '#api/server.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import type { BenchRow } from '../bench-row.ts';
import { endedJob } from '../ended-job.ts';
import { headlessApp } from '../headless-app.ts';

const bar = 0.9;
const minutes = 10;
/** Share of the time that steps may wait for pictures. */
const waiting = 0.05;

export async function demoTraining(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-detector-'));
  const app = headlessApp(folder);
  try {
    const client = directClient(app);
    const demo = { parent: folder, individuals: 24, photos: 240, seed: 7, boxed: 1 };
    await client.catalogue.openDemo(demo);
    for (const job of (await client.jobs.list({})).reverse()) await endedJob(app, job);
    const begin = performance.now();
    const { model, job } = await client.detector.train({ preset: 'quick', device: 'cpu' });
    const result = (await endedJob(app, job)).result as JobResult<'train-detector'>;
    const took = (performance.now() - begin) / 60_000;
    const report = await client.detector.evaluation({ modelId: model.id });
    const { value = 0, n = 0, interval = null } = report?.map50 ?? {};
    const between =
      interval === null ? '' : `, 95 % interval ${interval.map((end) => end.toFixed(3)).join('–')}`;
    return [
      {
        name: 'validation mAP@.5, quick preset from the starter weights',
        ours: value,
        peer: bar,
        peerName: 'the bar',
        ratio: value / bar,
        unit: 'mAP@.5',
        bar: `≥ ${bar}`,
        held: value >= bar,
        note: `${n} boxes on ${report?.photos ?? 0} photos of ${report?.encounters ?? 0} encounters kept aside${between}`,
      },
      {
        name: 'minutes of that training, judging included',
        ours: took,
        peer: minutes,
        peerName: 'the bar',
        ratio: took / minutes,
        unit: 'min',
        bar: `≤ ${minutes} min on two cores`,
        held: took <= minutes,
        note: `${result.steps} steps of 16 pictures at 320 px`,
      },
      {
        name: 'share of the time that steps waited for pictures',
        ours: result.waiting,
        peer: waiting,
        peerName: 'the bar',
        ratio: result.waiting / waiting,
        unit: 'of 1',
        bar: `≤ ${waiting}`,
        held: result.waiting <= waiting,
        note: 'photos are read, put together and coloured on threads beside the step',
      },
    ];
  } finally {
    await app.quit();
    await rm(folder, { recursive: true, force: true });
  }
}
