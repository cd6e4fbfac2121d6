import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import Database from 'better-sqlite3';
import { checkpointEndings, learnedSetName } from '#terms/files/version-files.ts';
import { keptVariants } from '#terms/photos/files.ts';
import { idsOf } from '#terms/tables.ts';
import { zipStream, type ZipEntry } from '../formats/zip-stream.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import { layoutOf } from '../layout.ts';
import type { Original } from '../pictures/identity/original.ts';
import { variantPath } from '../pictures/variants.ts';
import {
  MANIFEST,
  originalsFolder,
  PORTABLE_DATABASE,
  type PortableManifest,
} from '../portable/manifest.ts';
import { learnedElsewhere, placesIn } from '../portable/places.ts';
import { writePortableCopy } from '../portable/portable-copy.ts';
import { originalColumns } from '../queries/original-columns.ts';
import { isVacant } from '../queries/individual-codes.ts';
import { schemaVersion } from '../schema/migrate.ts';
import { sweepDead } from '../sweep-litter.ts';
import { sha256OfFile } from '../sha256-of-file.ts';
import { reasonAgainstFile } from './photo-copy.ts';
import type { Exporter, ExportRun } from './exporter.ts';

interface PhotoRow extends Omit<Original, 'path'> {
  rootId: number;
  root: string;
  relPath: string;
}

const photoRows = `SELECT p.root_id AS rootId, ${originalColumns}
  FROM photos p JOIN roots r ON r.id = p.root_id ORDER BY p.root_id, p.rel_path`;

const variants = idsOf(keptVariants);

const leftBehind = ['.partial', ...Object.values(checkpointEndings)];

/** Files below one of the catalogue's folders, in an order that is the same each time. */
async function filesOf(folder: string, part: string): Promise<{ path: string; file: string }[]> {
  const top = join(folder, part);
  if (!existsSync(top)) return [];
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  return (
    entries
      // A training that was broken off is not gone on with elsewhere: its job stays here.
      .filter(({ name }) => !leftBehind.some((ending) => name.endsWith(ending)))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ path: `${part}/${relative(top, file).split(sep).join('/')}`, file }))
  );
}

/** The same as parts of the zip; lists of photos tell their places in it. */
async function* packedFilesOf(
  folder: string,
  part: string,
  placeOf: (photoId: number) => string | null,
): AsyncGenerator<ZipEntry> {
  for (const { path, file } of await filesOf(folder, part))
    yield basename(file) === learnedSetName
      ? { path, chunks: [learnedElsewhere(await readFile(file, 'utf8'), placeOf)] }
      : // Pictures and weights are dense already.
        { path, file, compress: false };
}

/** Pictures and originals of every photo, one after another as the zip is written. */
async function* photoEntries(
  run: ExportRun,
  rows: Iterable<PhotoRow>,
  roots: PortableManifest['roots'],
): AsyncGenerator<ZipEntry> {
  const { thumbs } = layoutOf(run.source.folder);
  const names = new Map(roots.map((root) => [root.id, originalsFolder(root)]));
  for (const { rootId, root, relPath, ...known } of rows) {
    const { sha256 } = known;
    run.tick();
    run.counts.photos += 1;
    for (const variant of variants) {
      const file = variantPath(thumbs, sha256, variant);
      if (!existsSync(file)) continue;
      const path = `thumbs/${relative(thumbs, file).split(sep).join('/')}`;
      yield { path, file, compress: false };
    }
    if (!run.options.withPhotos) continue;
    const file = join(root, relPath);
    const reason = await reasonAgainstFile({ ...known, path: file });
    if (reason !== null) run.out.add(reason);
    else if (relPath.includes('\\')) run.out.add('a backslash in the name, which no zip can hold');
    else yield { path: `${names.get(rootId)}/${relPath}`, file, compress: false };
  }
}

function countIn({ source: { db }, counts }: ExportRun): void {
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  counts.individuals = count(
    `SELECT count(*) FROM individuals i WHERE i.merged_into IS NULL AND NOT ${isVacant('i.id')}`,
  );
  counts.boxes = count(
    `SELECT count(*) FROM boxes b WHERE b.deleted_at IS NULL AND b.state = 'accepted' AND ${isPlace('b')}`,
  );
}

async function* entriesOf(run: ExportRun, copy: string): AsyncGenerator<ZipEntry> {
  const { folder, name, uuid } = run.source;
  const roots = writePortableCopy(layoutOf(folder).database, copy);
  const db = new Database(copy, { readonly: true });
  try {
    const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
    countIn(run);
    const manifest: PortableManifest = {
      resightCatalogue: 1,
      name,
      uuid,
      schemaVersion: schemaVersion(db),
      photos: count('SELECT count(*) FROM photos'),
      originals: run.options.withPhotos,
      roots,
      databaseSha256: await sha256OfFile(copy),
    };
    yield { path: MANIFEST, chunks: [`${JSON.stringify(manifest, null, 2)}\n`] };
    yield { path: PORTABLE_DATABASE, file: copy, compress: true };
    for (const part of ['models', 'crops']) yield* packedFilesOf(folder, part, placesIn(db));
  } finally {
    db.close();
  }
  yield* photoEntries(run, run.source.db.prepare<[], PhotoRow>(photoRows).iterate(), roots);
}

async function* zipped(run: ExportRun): AsyncGenerator<Uint8Array> {
  await sweepDead(tmpdir(), (name) => name.startsWith('resight-portable-'));
  const scratch = await mkdtemp(join(tmpdir(), `resight-portable-${process.pid}.`));
  try {
    yield* zipStream(entriesOf(run, join(scratch, `${randomUUID()}.sqlite`)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const size = async (path: string) =>
  stat(path).then(
    (found) => found.size,
    () => 0,
  );

/** What would be in the zip, in lines that a person reads. */
async function* contents(run: ExportRun): AsyncGenerator<string> {
  const { db, folder } = run.source;
  const rows = db
    .prepare<[], { photos: number; bytes: number; missing: number }>(
      'SELECT count(*) AS photos, coalesce(sum(bytes), 0) AS bytes, sum(missing) AS missing FROM photos',
    )
    .get() ?? { photos: 0, bytes: 0, missing: 0 };
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  countIn(run);
  run.counts.photos = rows.photos;
  yield `${MANIFEST}\n`;
  yield `${PORTABLE_DATABASE}   up to ${megabytes(await size(layoutOf(folder).database))} before it is packed\n`;
  for (const part of ['models', 'crops']) {
    const files = await filesOf(folder, part);
    if (files.length > 0) yield `${part}/   ${files.length} files\n`;
  }
  yield `thumbs/   pictures for the screen of ${rows.photos} photos\n`;
  if (run.options.withPhotos) {
    yield `originals/   ${rows.photos} photos, ${megabytes(rows.bytes)}\n`;
    for (let missing = rows.missing; missing > 0; missing -= 1) {
      run.out.add('the file of the photo is missing');
    }
  }
}

export const portable: Exporter = {
  walks: { over: 'photos', times: 1 },
  files: (run) => [{ path: '', chunks: zipped(run) }],
  preview: (run) => [{ path: '', chunks: contents(run) }],
};
