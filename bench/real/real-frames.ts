/** How many fins of whole field photos a detector finds, by boxes that people drew. */
import { cp, mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import type { App } from '#api/app.ts';
import { directClient } from '#api/server.ts';
import type { BenchRow } from '../bench-row.ts';
import { endedJob } from '../ended-job.ts';
import { headlessApp } from '../headless-app.ts';
import { averagePrecision, type Place } from './average-precision.ts';
import { absent, realFolder } from './real-set.ts';

/** Proposals below it are not looked at. */
const LEAST_CONFIDENCE = 0.01;
/** Every third photo is learned from, beginning with each of the first three in turn. */
const SPLITS = 3;

const bars = { nothing: 0.7, ten: 0.9 };

type Frames = Map<string, Place[]>;

/** What people drew on each photo, by its name without ending; YOLO's lines: class, centre, sides. */
async function drawnOn(set: string): Promise<Frames> {
  const frames: Frames = new Map();
  for (const file of (await readdir(join(set, 'labels'))).toSorted()) {
    const text = await readFile(join(set, 'labels', file), 'utf8');
    const places = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line): Place => {
        const [, x = 0, y = 0, w = 0, h = 0] = line.trim().split(/\s+/).map(Number);
        return [x - w / 2, y - h / 2, w, h];
      });
    frames.set(parse(file).name, places);
  }
  return frames;
}

/** First digits of the SHA-256 of all labels, so that a figure says which set it is of. */
const hashOf = (frames: Frames): string =>
  createHash('sha256')
    .update(JSON.stringify([...frames]))
    .digest('hex')
    .slice(0, 8);

/** A catalogue of all photos, with the boxes of those named, and a look at the others when it is ready. */
async function inFrames<Made>(
  set: string,
  boxed: readonly string[],
  work: (app: App) => Promise<Made>,
): Promise<Made> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-frames-'));
  const app = headlessApp(folder);
  const client = directClient(app);
  try {
    await client.catalogue.create({ parent: folder, name: 'frames' });
    const paths = [join(set, 'images')];
    await endedJob(app, await client.jobs.start({ kind: 'import-photos', spec: { paths } }));
    if (boxed.length > 0) {
      const path = join(folder, 'boxes');
      await mkdir(join(path, 'labels'), { recursive: true });
      await cp(join(set, 'data.yaml'), join(path, 'data.yaml'));
      for (const name of boxed)
        await cp(join(set, 'labels', `${name}.txt`), join(path, 'labels', `${name}.txt`));
      await client.boxes.import({ path, format: 'yolo', dryRun: false });
    }
    return await work(app);
  } finally {
    await app.quit();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Average precision on photos that were not learned from, by the version in use or by the starter. */
async function precisionOn(app: App, drawn: Frames): Promise<{ ap: number; seconds: number }> {
  const client = directClient(app);
  const { rows } = await client.photos.list({ limit: 500 });
  const judged = rows.filter(({ name }) => drawn.has(parse(name).name));
  const begin = performance.now();
  const job = await client.detector.detect({
    photos: judged.map(({ id }) => id),
    confidence: LEAST_CONFIDENCE,
    device: 'cpu',
  });
  await endedJob(app, job);
  const seconds = (performance.now() - begin) / 1000;
  const photos = await Promise.all(
    judged.map(async ({ id, name }) => {
      const { boxes } = await client.boxes.ofPhoto({ photoId: id });
      const found = boxes
        .filter(({ state }) => state === 'proposed')
        .map(({ x, y, w, h, confidence }) => ({
          place: [x, y, w, h] as const,
          confidence: confidence ?? 0,
        }));
      return { drawn: drawn.get(parse(name).name) ?? [], found };
    }),
  );
  return { ap: averagePrecision(photos), seconds };
}

const boxesOf = (frames: Frames) => [...frames.values()].flat().length;

export async function frames(): Promise<BenchRow[]> {
  const set = join(realFolder, 'frames');
  if (!existsSync(join(set, 'data.yaml'))) return [absent('frames')];
  const drawn = await drawnOn(set);
  const hash = hashOf(drawn);
  const rows: BenchRow[] = [];
  await inFrames(set, [], async (app) => {
    const { ap, seconds } = await precisionOn(app, drawn);
    rows.push({
      name: 'frames, nothing trained: AP@.5 of fins',
      ours: ap,
      peerName: 'the bar',
      unit: '',
      bar: `≥ ${bars.nothing}`,
      held: ap >= bars.nothing,
      note: `${boxesOf(drawn)} fins on ${drawn.size} photos, set ${hash}; looked at in ${seconds.toFixed(0)} s; where the starter’s training stops was chosen on these photos, so expect less elsewhere`,
    });
  });
  const found: { ap: number; boxes: number; minutes: number }[] = [];
  for (let split = 0; split < SPLITS; split += 1) {
    const names = [...drawn.keys()];
    const learned = names.filter((_, at) => at % SPLITS === split);
    const others = new Map([...drawn].filter(([name]) => !learned.includes(name)));
    await inFrames(set, learned, async (app) => {
      const client = directClient(app);
      const begin = performance.now();
      const { job } = await client.detector.train({ preset: 'quick', device: 'cpu' });
      await endedJob(app, job);
      const minutes = (performance.now() - begin) / 60_000;
      found.push({ ...(await precisionOn(app, others)), boxes: boxesOf(others), minutes });
    });
  }
  const mean = found.reduce((sum, { ap }) => sum + ap, 0) / found.length;
  rows.push({
    name: 'frames, trained on ten of them: AP@.5 of fins on the other twenty',
    ours: mean,
    peerName: 'the bar',
    unit: '',
    bar: `≥ ${bars.ten}`,
    held: mean >= bars.ten,
    note: `mean of ${SPLITS} splits: ${found.map(({ ap, boxes, minutes }) => `${ap.toFixed(3)} of ${boxes} fins after ${minutes.toFixed(1)} min`).join(', ')}; set ${hash}`,
  });
  return rows;
}
