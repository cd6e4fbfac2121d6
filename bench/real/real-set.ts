/**
 * Sets of photos of real animals, which are no part of the project: a folder of sets, each with `photos/`,
 * `boxes.csv`, `names.csv` and, where there are queries, `truth.csv`; beside them `score.ts`, which scores the
 * vectors of a catalogue by itself. `RESIGHT_REAL` says where the folder is.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { App } from '#api/app.ts';
import { directClient } from '#api/server.ts';
import type { BenchRow } from '../bench-row.ts';
import { endedJob } from '../ended-job.ts';

/** Where the sets are, if they are on this machine. */
export const realFolder = resolve(process.env['RESIGHT_REAL'] ?? '../shared/real');

/** Null where the set is not on this machine. */
export function realSet(name: string): string | null {
  const path = join(realFolder, name);
  return existsSync(join(path, 'names.csv')) && existsSync(join(realFolder, 'score.ts'))
    ? path
    : null;
}

/** The row of a set that is not on this machine. */
export const absent = (name: string): BenchRow => ({
  name: `${name}: did not run, the photos are not on this machine`,
  ours: null,
  peerName: 'none',
  unit: '',
  bar: 'none',
  note: 'they are no part of the project; RESIGHT_REAL says where they lie',
});

/** First digits of the SHA-256 of what names and truth say, so that a figure says which set it is of. */
export async function hashOf(set: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['boxes.csv', 'names.csv', 'truth.csv'])
    if (existsSync(join(set, file))) hash.update(await readFile(join(set, file)));
  return hash.digest('hex').slice(0, 8);
}

/** A new catalogue of a set: its photos, its boxes and its names. @returns its folder */
export async function importSet(app: App, set: string, parent: string): Promise<string> {
  const client = directClient(app);
  const { folder: catalogue } = await client.catalogue.create({ parent, name: 'real' });
  await endedJob(
    app,
    await client.jobs.start({ kind: 'import-photos', spec: { paths: [join(set, 'photos')] } }),
  );
  await client.boxes.import({ path: join(set, 'boxes.csv'), dryRun: false });
  const source = { file: join(set, 'names.csv') };
  const { mapping } = await client.imports.inspectCatalogue({ source });
  await client.imports.storeCatalogue({ source, mapping });
  return catalogue;
}

interface Score {
  /** MAP@5 of known animals, or the mean average precision of a set without queries. */
  value: number;
  queries: number;
}

/** What the sets' own script finds in the vectors that a catalogue holds. */
export async function scored(catalogue: string, set: string, modelId: number): Promise<Score> {
  const script = join(realFolder, 'score.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    catalogue,
    set,
    `${modelId}`,
  ]);
  const value = /(?:MAP@5|mAP) ([\d.]+)/.exec(stdout)?.[1];
  const queries = /(\d+) (?:known )?queries/.exec(stdout)?.[1];
  if (value === undefined || queries === undefined)
    throw new Error(`The score of ${set} cannot be read: ${stdout}`);
  return { value: Number(value), queries: Number(queries) };
}
