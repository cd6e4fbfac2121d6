import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
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

const openRead = (folder: string) =>
  new Database(join(folder, 'q', 'Demo.resight', 'catalog.sqlite'), { readonly: true });

/** Seconds that jobs ran, by their kind, each run counted. */
export function secondsByKind(folder: string): Record<string, number> {
  const db = openRead(folder);
  try {
    const rows = db
      .prepare<[], { kind: string; seconds: number }>(
        `SELECT kind, coalesce(sum(finished_at - started_at), 0) / 1000.0 AS seconds FROM jobs GROUP BY kind`,
      )
      .all();
    return Object.fromEntries(rows.map(({ kind, seconds }) => [kind, seconds]));
  } finally {
    db.close();
  }
}

/** What must be so after a whole quickstart, however often it was broken off. */
export async function wholeness(folder: string) {
  const db = openRead(folder);
  const truth = JSON.parse(
    await readFile(join(folder, 'q', 'Demo photos', 'truth.json'), 'utf8'),
  ) as { photos: { file: string; boxes: { class: string; individual: string }[] }[] };
  try {
    const count = (sql: string) => Number(db.prepare(sql).pluck().get());
    const standing = db
      .prepare<[], { file: string; code: string }>(
        `SELECT p.rel_path AS file, i.code FROM box_identity w JOIN boxes b ON b.id = w.box_id
         JOIN photos p ON p.id = b.photo_id JOIN individuals i ON i.id = w.individual_id
         WHERE b.deleted_at IS NULL`,
      )
      .all()
      .map(({ file, code }) => `${file} ${code}`);
    return {
      photos: count('SELECT count(*) FROM photos'),
      photosOfTruth: truth.photos.length,
      unchecked: count('SELECT count(*) FROM photos WHERE checked_at IS NULL'),
      /** Every fin of the truth stands once, under its own name. */
      named: standing.toSorted(),
      namedInTruth: truth.photos
        .flatMap(({ file, boxes }) =>
          boxes
            .filter((box) => box.class === 'dorsal fin')
            .map(({ individual }) => `${file} ${individual}`),
        )
        .toSorted(),
      decidedTwice: count(
        'SELECT count(*) FROM (SELECT 1 FROM decisions GROUP BY box_id, origin HAVING count(*) > 1)',
      ),
      detectors: count(
        `SELECT count(*) FROM models WHERE kind = 'detector' AND origin = 'trained'`,
      ),
      embedders: count(`SELECT count(*) FROM models WHERE kind = 'embedder'`),
      unfinished: count(`SELECT count(*) FROM models WHERE state <> 'ready'`),
      rounds: count('SELECT count(*) FROM pseudo_label_rounds'),
      vectorsTwice: count(
        'SELECT count(*) FROM (SELECT 1 FROM embeddings GROUP BY box_id, model_id HAVING count(*) > 1)',
      ),
      sound: db.pragma('integrity_check', { simple: true }),
      exports: readdirSync(join(folder, 'q', 'exports')).toSorted(),
    };
  } finally {
    db.close();
  }
}
