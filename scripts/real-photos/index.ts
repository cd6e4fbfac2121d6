/**
 * `node scripts/real-photos/index.ts PHOTOS BOXES FOLDER [EPOCHS]`: the main job on photos of one's own, through
 * the app's API as a person goes about it, with a table of what came out. PHOTOS stay where they are; BOXES
 * is what a person saw on them (`hand-boxes.ts`); FOLDER receives the catalogue.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { directClient, type DirectClient } from '#api/server.ts';
import { followJob } from '#cli/follow-job.ts';
import type { Box, BoxChange } from '#terms/boxes/boxes.ts';
import { overlapOf } from '#terms/geometry.ts';
import { newApp, type Session } from '#cli/session.ts';
import type { Job } from '#terms/jobs/job.ts';
import { readHandBoxes, type HandBox } from './hand-boxes.ts';

const [photosFolder, boxesFile, folder, epochs = '20'] = process.argv.slice(2);
if (photosFolder === undefined || boxesFile === undefined || folder === undefined) {
  process.stderr.write('node scripts/real-photos/index.ts PHOTOS BOXES FOLDER [EPOCHS]\n');
  process.exit(2);
}

/** Below this overlap it is another fin, or none. */
const SAME = 0.5;

interface Photo {
  id: number;
  file: string;
  fins: HandBox[];
}

const seen = await readHandBoxes(resolve(boxesFile));
const app = newApp();
const client: DirectClient = directClient(app);
const session: Session = { app, client };
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

async function done(job: Job): Promise<Job> {
  const end = await followJob(session, job);
  if (end.state !== 'done') throw new Error(`${end.title}: ${end.error?.message ?? end.state}`);
  const { startedAt, finishedAt, summary } = end;
  say(`${summary ?? end.title} [${(((finishedAt ?? 0) - (startedAt ?? 0)) / 1000).toFixed(1)} s]`);
  return end;
}

async function importPhotos(): Promise<Photo[]> {
  const root = resolve(photosFolder ?? '');
  await done(await client.jobs.start({ kind: 'import-photos', spec: { paths: [root] } }));
  const photos: Photo[] = [];
  for (const id of await client.photos.ids({})) {
    const { path } = await client.photos.get({ photoId: id });
    const file = relative(root, path).split(sep).join('/');
    photos.push({ id, file, fins: seen.get(file) ?? [] });
  }
  const encounters = await client.encounters.list();
  say(`${photos.length} photos in ${encounters.length} encounters`);
  return photos;
}

const drawnBox = ({ x, y, w, h, side }: HandBox, classId: number): BoxChange => ({
  kind: 'create',
  fields: { classId, x, y, w, h, side, state: 'accepted' },
});

/** Draws what the person saw, with its side. */
async function boxByHand({ id, fins }: Photo, finClass: number): Promise<void> {
  const changes = fins.map((fin) => drawnBox(fin, finClass));
  await client.boxes.edit({ photoId: id, action: 'Draw box', checked: true, changes });
}

/** Sure proposals first, each fin taken once. */
function matched(proposals: readonly Box[], fins: readonly HandBox[]): (HandBox | null)[] {
  const free = new Set(fins);
  const of = new Map<Box, HandBox>();
  for (const box of proposals.toSorted((a, b) => (b.confidence ?? 1) - (a.confidence ?? 1))) {
    const [best] = [...free].sort((a, b) => overlapOf(box, b) - overlapOf(box, a));
    if (best === undefined || overlapOf(box, best) < SAME) continue;
    of.set(box, best);
    free.delete(best);
  }
  return proposals.map((box) => of.get(box) ?? null);
}

/** Keeps, rejects and draws on one photo, as a person does who checks it. */
async function check(photo: Photo, finClass: number): Promise<void> {
  const { boxes } = await client.boxes.ofPhoto({ photoId: photo.id });
  const proposals = boxes.filter(({ state }) => state === 'proposed');
  const found = matched(proposals, photo.fins);
  const judged = proposals.map(({ id, updatedAt: version }, at): BoxChange => {
    const fin = found[at];
    const fields =
      fin === null || fin === undefined
        ? { state: 'rejected' as const }
        : { state: 'accepted' as const, side: fin.side, x: fin.x, y: fin.y, w: fin.w, h: fin.h };
    return { kind: 'set', boxId: id, version, fields };
  });
  const missed = photo.fins.filter((fin) => !found.includes(fin));
  const drawn = missed.map((fin) => drawnBox(fin, finClass));
  await client.boxes.edit({
    photoId: photo.id,
    action: 'Check detections',
    checked: true,
    changes: [...judged, ...drawn],
  });
  const overlaps = proposals.map((box, at) => {
    const fin = found[at];
    const said = (box.confidence ?? 0).toFixed(2);
    return fin === null || fin === undefined
      ? `false alarm ${box.className} ${said}`
      : `found ${said}, overlap ${overlapOf(box, fin).toFixed(2)}`;
  });
  say(`  ${photo.file}: ${overlaps.join('; ') || 'nothing proposed'}`);
}

/** What a version proposes on photos that nobody checked, against what the person saw; bodies were not boxed. */
async function propose(
  title: string,
  modelId: number | null,
  finClass: number,
  groups: Readonly<Record<string, readonly Photo[]>>,
) {
  say(`\n${title}`);
  const photos = Object.values(groups).flat();
  await done(await client.detector.detect({ modelId, photos: photos.map(({ id }) => id) }));
  for (const [group, some] of Object.entries(groups)) {
    const sum = { fins: 0, found: 0, falseAlarms: 0, others: 0 };
    for (const { id, fins } of some) {
      const { boxes } = await client.boxes.ofPhoto({ photoId: id });
      const proposals = boxes.filter(({ state }) => state === 'proposed');
      const ofFins = proposals.filter(({ classId }) => classId === finClass);
      const found = matched(ofFins, fins).filter((fin) => fin !== null).length;
      sum.fins += fins.length;
      sum.found += found;
      sum.falseAlarms += ofFins.length - found;
      sum.others += proposals.length - ofFins.length;
    }
    const { fins, found, falseAlarms, others } = sum;
    say(
      `  ${group}: ${found} of ${fins} fins found, ${falseAlarms} false alarms, ${others} boxes of other classes`,
    );
  }
}

/** Grades every fin as a person does after the boxes are checked, and says what an estimate would take. */
async function grade(photos: readonly Photo[]): Promise<void> {
  const counts = { quality: [0, 0, 0], distinctiveness: [0, 0, 0] };
  let graded = 0;
  let fit = 0;
  for (const { id, fins } of photos) {
    const { boxes } = await client.boxes.ofPhoto({ photoId: id });
    const kept = boxes.filter(({ state }) => state === 'accepted');
    const changes: BoxChange[] = [];
    for (const [at, fin] of matched(kept, fins).entries()) {
      const { grades } = fin ?? {};
      const box = kept[at];
      if (grades === undefined || box === undefined) continue;
      changes.push({ kind: 'set', boxId: box.id, version: box.updatedAt, fields: grades });
      const { distinctiveness, ...ofPhoto } = grades;
      // A photo is as good as what is worst about it.
      const quality = Math.min(...Object.values(ofPhoto));
      counts.quality[quality - 1] = (counts.quality[quality - 1] ?? 0) + 1;
      counts.distinctiveness[distinctiveness - 1] =
        (counts.distinctiveness[distinctiveness - 1] ?? 0) + 1;
      fit += quality >= 2 && distinctiveness >= 2 ? 1 : 0;
    }
    if (changes.length === 0) continue;
    graded += changes.length;
    await client.boxes.edit({ photoId: id, action: 'Grade', checked: true, changes });
  }
  const said = (of: number[]) => of.map((n, at) => `${n} of grade ${at + 1}`).join(', ');
  say(
    `\n${graded} fins graded. Quality: ${said(counts.quality)}. Distinctiveness: ${said(counts.distinctiveness)}. Both at least 2, as an estimate asks for: ${fit}.`,
  );
}

/** Names the fins that the person knows; the first of an animal is new, the others are matches. */
async function nameKnown(photos: readonly Photo[], reviewerId: number): Promise<void> {
  const ids = new Map<string, number>();
  for (const { id, fins } of photos) {
    const { boxes } = await client.boxes.ofPhoto({ photoId: id });
    for (const box of boxes.filter(({ state }) => state === 'accepted')) {
      const [fin] = matched([box], fins);
      const code = fin?.individual;
      if (code === undefined) continue;
      const known = ids.get(code);
      const { individual } = await client.decisions.decide({
        boxes: [{ boxId: box.id, version: 0 }],
        reviewerId,
        ...(known === undefined
          ? { verdict: 'new', code }
          : { verdict: 'match', individualId: known }),
      });
      if (individual !== null) ids.set(code, individual.id);
    }
  }
  say(`\n${ids.size} animals named: ${[...ids.keys()].join(', ')}`);
}

/** What the network in use puts first for each fin that waits. */
async function rankWaiting(photos: readonly Photo[]): Promise<void> {
  const { rows } = await client.decisions.queue({ limit: 200 });
  for (const box of rows) {
    const photo = photos.find(({ id }) => id === box.photoId);
    const [fin] = matched([{ ...box, confidence: 1 } as unknown as Box], photo?.fins ?? []);
    // As the screen does: a fin is compared with fins of its side.
    const filter = box.side === 'unknown' ? {} : { side: box.side };
    const ranking = await client.matching.candidates({ boxIds: [box.boxId], filter, limit: 20 });
    const shown = ranking.candidates.map(
      ({ code, score, probability }) =>
        `${code} ${score.toFixed(2)}${probability === null ? '' : ` (p ${probability.toFixed(2)})`}`,
    );
    const at = ranking.candidates.findIndex(({ individualId }) => individualId === null) + 1;
    say(
      `  ${photo?.file ?? box.photoId}, ${box.side}, in truth ${fin?.truth ?? 'not known'}: NEW at ${at} of ${shown.length}; ${shown.slice(0, 6).join(', ')}${ranking.why === null ? '' : ` — ${ranking.why}`}`,
    );
  }
}

try {
  await rm(resolve(folder), { recursive: true, force: true });
  await mkdir(resolve(folder), { recursive: true });
  await client.catalogue.create({ parent: resolve(folder), name: 'Real photos' });
  const { id: reviewerId } = await client.settings.addReviewer({ name: 'A person' });
  await client.settings.set({ reviewerId });
  const photos = await importPhotos();
  const finClass =
    (await client.boxes.classes()).find(({ name }) => name === 'dorsal fin')?.id ?? 1;
  const byHand = photos.filter(({ fins }) => fins.some(({ individual }) => individual));
  const rest = photos.filter((photo) => !byHand.includes(photo) && photo.fins.length > 0);

  // By the folders that they came in.
  const ahead: Record<string, Photo[]> = {};
  for (const photo of rest)
    (ahead[photo.file.split('/').slice(0, -1).join('/')] ??= []).push(photo);
  await propose('The starter detector, before anything is boxed', null, finClass, {
    'boxed by hand later': byHand,
    ...ahead,
  });
  for (const photo of byHand) await boxByHand(photo, finClass);
  say(`\n${byHand.length} photos boxed by hand`);
  const forecast = await client.detector.forecast({ preset: 'quick', epochs: Number(epochs) });
  for (const line of [...forecast.obstacles, ...forecast.warnings]) say(`  said: ${line}`);
  const { model, job } = await client.detector.train({ preset: 'quick', epochs: Number(epochs) });
  await done(job);
  await propose(`Detector ${model.version}`, model.id, finClass, ahead);
  for (const photo of rest) await check(photo, finClass);

  await grade(photos);
  await nameKnown(byHand, reviewerId);
  await done(await client.embedder.embed({}));
  say('\nWhom the starter embedder puts first');
  await rankWaiting(photos);
  const standing = await client.embedder.standing();
  say(`  said: ${standing.advice ?? 'nothing'}`);
  const plan = await client.embedder.forecast({});
  say('\nAn embedder of one’s own');
  for (const line of [...plan.obstacles, ...plan.warnings]) say(`  said: ${line}`);
  await writeFile(join(resolve(folder), 'what came out.txt'), `${lines.join('\n')}\n`);
} finally {
  await app.quit();
}
