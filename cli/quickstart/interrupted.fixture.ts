import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCatalogue } from '#catalog/open-catalogue.ts';
import { namesOnPhotos, secondsByKind, tallyOf } from '#catalog/tally.fixture.ts';
import { startResight } from '../run-resight.fixture.ts';

/** Small enough that the whole loop takes seconds. */
const size = ['--photos', '40', '--individuals', '3', '--width', '320', '--boxed', '0.7'];

export const quickstart = (folder: string) =>
  startResight(folder, 'quickstart', 'q', ...size, '--networks', 'tiny', '--json');

/** The worker that a command started; null while there is none, or where the system does not say. */
function workerOf(pid: number): number | null {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return first === '' ? null : Number(first);
  } catch {
    return null;
  }
}

const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/**
 * Starts the quickstart again and again, each time to be killed at a moment nobody chose: the command
 * itself, or its worker under it. Then once more, undisturbed.
 *
 * @param withinMs latest moment of a kill after a start
 * @returns what was killed when, and what the last call said
 */
export async function interrupted(folder: string, times: number, withinMs: number) {
  const kills: string[] = [];
  for (let kill = 0; kill < times; kill += 1) {
    const { child, ended } = quickstart(folder);
    const after = Math.round(500 + Math.random() * withinMs);
    const isOver = await Promise.race([ended.then(() => true), pause(after).then(() => false)]);
    const { pid } = child;
    if (isOver || pid === undefined) break;
    const worker = kill % 2 === 0 ? null : workerOf(pid);
    process.kill(worker ?? pid, 'SIGKILL');
    kills.push(`${worker === null ? 'the command' : 'its worker'} after ${after} ms`);
    await ended;
  }
  return { kills, end: await quickstart(folder).ended };
}

const demoIn = (folder: string) =>
  openCatalogue(join(folder, 'q', 'Demo.resight'), { readOnly: true });

/** Seconds that jobs ran, by their kind, each run counted. */
export function jobSeconds(folder: string): Record<string, number> {
  const catalogue = demoIn(folder);
  try {
    return secondsByKind(catalogue);
  } finally {
    catalogue.close();
  }
}

/** What must be so after a whole quickstart, however often it was broken off. */
export async function wholeness(folder: string) {
  const truth = JSON.parse(
    await readFile(join(folder, 'q', 'Demo photos', 'truth.json'), 'utf8'),
  ) as { photos: { file: string; boxes: { class: string; individual: string }[] }[] };
  const catalogue = demoIn(folder);
  try {
    return {
      ...tallyOf(catalogue),
      photosOfTruth: truth.photos.length,
      /** Every fin of the truth stands once, under its own name. */
      named: namesOnPhotos(catalogue).toSorted(),
      namedInTruth: truth.photos
        .flatMap(({ file, boxes }) =>
          boxes
            .filter((box) => box.class === 'dorsal fin')
            .map(({ individual }) => `${file} ${individual}`),
        )
        .toSorted(),
      problems: catalogue.integrityProblems(),
      exports: readdirSync(join(folder, 'q', 'exports')).toSorted(),
    };
  } finally {
    catalogue.close();
  }
}
