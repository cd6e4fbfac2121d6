import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { knownFiles, knownRoots } from '#catalog/import/store-photos.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import { readWhole } from '#catalog/formats/read-file.ts';
import { layoutOf } from '#catalog/layout.ts';
import { readMoment, type Reader } from '#catalog/moment.ts';
import { PictureError } from '#catalog/pictures/picture-error.ts';
import { readFacts } from '#catalog/pictures/picture.ts';
import { makeVariants } from '#catalog/pictures/variants.ts';
import { mostPhotoBytes } from '#terms/photos/files.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { JobError, throwIfCancelled, type JobContext } from '../job-context.ts';
import { inParallel } from './in-parallel.ts';
import { walkPictures, type WalkedFile } from './walk.ts';

const BATCH = 64;

interface Source {
  root: string;
  /** Only these below the root, or everything. */
  only: string | null;
}

/**
 * Reads photos: their facts, hash and pictures for the screen. What it finds goes to the shell in
 * batches; a file that has not changed since the last import is passed over.
 */
export async function importPhotos(
  { paths }: JobSpec<'import-photos'>,
  context: JobContext<'import-photos'>,
): Promise<JobResult<'import-photos'>> {
  const { catalogueFolder, databasePath } = context.place;
  const { thumbs } = layoutOf(catalogueFolder);
  const result: JobResult<'import-photos'> = {
    seen: 0,
    added: 0,
    alreadyThere: 0,
    duplicates: 0,
    relinked: 0,
    unreadable: [],
    cutOuts: 0,
    likelyCutOuts: 0,
  };
  const sources = await sourcesOf(paths, readMoment(databasePath, knownRoots));
  const { files, problems } = await collect(sources, context);
  const todo = readMoment(databasePath, (catalogue) => leaveOutUnchanged(files, catalogue));
  result.seen = files.length + problems.length;
  result.alreadyThere = files.length - todo.length;
  if (problems.length > 0) await context.batch(problems);

  let done = result.alreadyThere;
  const total = files.length;
  context.progress('reading', done, total);
  let batch: ImportedFile[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) await context.batch(full);
  };
  const read = (file: RootedFile) => readOne(file, thumbs);
  try {
    for await (const file of inParallel(todo, availableParallelism() + 1, read)) {
      throwIfCancelled(context.signal);
      batch.push(file);
      done += 1;
      context.progress('reading', done, total);
      if (file.outcome === 'unreadable') context.log('warning', `${file.relPath}: ${file.reason}`);
      if (batch.length >= BATCH) await flush();
    }
  } finally {
    // Also when it breaks off: what was read is kept, as far as it can be.
    if (!context.signal.aborted) await flush();
  }
  await context.stored();
  return result;
}

interface RootedFile extends WalkedFile {
  root: string;
}

/** A folder inside a root that is known already stays part of that root. */
async function sourcesOf(paths: readonly string[], roots: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const given of paths) {
    const path = resolve(given);
    let found: Stats;
    try {
      found = await stat(path);
    } catch (error) {
      throw new JobError(
        'folder-missing',
        `${path} is not there. Check the name, or plug in the disk it is on.`,
        {
          path,
          cause: String(error),
        },
      );
    }
    const isFolder = found.isDirectory();
    if (!isFolder && !found.isFile())
      throw new JobError('bad-input', `${path} is a device or a pipe, no photo and no folder.`, {
        path,
      });
    const folder = isFolder ? path : dirname(path);
    const root = roots.find((known) => `${folder}/`.startsWith(`${known}/`)) ?? folder;
    const below = folder === root ? '' : folder.slice(root.length + 1).replaceAll('\\', '/');
    const only = isFolder ? below : [below, basename(path)].filter((part) => part !== '').join('/');
    sources.push({ root, only: only === '' ? null : only });
  }
  return sources;
}

async function collect(
  sources: readonly Source[],
  context: JobContext<'import-photos'>,
): Promise<{ files: RootedFile[]; problems: ImportedFile[] }> {
  const files = new Map<string, RootedFile>();
  const problems: ImportedFile[] = [];
  for (const { root, only } of sources) {
    const top = only === null ? root : join(root, only);
    const prefix = only === null ? '' : `${only}/`;
    const problem = (relPath: string, reason: string) => {
      problems.push({
        outcome: 'unreadable',
        root,
        relPath: `${prefix}${relPath}`,
        bytes: 0,
        mtimeMs: 0,
        reason,
      });
      context.log('warning', `${prefix}${relPath}: ${reason}`);
    };
    const found = await stat(top);
    if (found.isFile() && only !== null) {
      files.set(top, { root, relPath: only, bytes: found.size, mtimeMs: found.mtimeMs });
      continue;
    }
    for await (const file of walkPictures(top, problem, context.signal)) {
      const rooted = { ...file, root, relPath: `${prefix}${file.relPath}` };
      files.set(join(root, rooted.relPath), rooted);
      if (files.size % 500 === 0) context.progress('looking', files.size, null);
    }
    throwIfCancelled(context.signal);
  }
  return { files: [...files.values()], problems };
}

function leaveOutUnchanged(files: readonly RootedFile[], catalogue: Reader): RootedFile[] {
  const known = new Map(
    [...new Set(files.map(({ root }) => root))].map((root) => [root, knownFiles(catalogue, root)]),
  );
  return files.filter(({ root, relPath, bytes, mtimeMs }) => {
    const before = known.get(root)?.get(relPath);
    return before === undefined || before.bytes !== bytes || before.mtimeMs !== Math.round(mtimeMs);
  });
}

async function readOne(file: RootedFile, thumbs: string): Promise<ImportedFile> {
  const { root, relPath, bytes, mtimeMs } = file;
  const seen = { root, relPath, bytes, mtimeMs };
  const path = join(root, relPath);
  try {
    if (bytes > mostPhotoBytes) {
      throw new PictureError(`It has ${(bytes / 1e9).toFixed(1)} GB; files up to 1 GB are read.`);
    }
    const content = await readWhole(path, mostPhotoBytes);
    const facts = await readFacts(content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    await makeVariants(thumbs, sha256, () => Promise.resolve(content));
    return { ...seen, bytes: content.length, outcome: 'photo', sha256, facts };
  } catch (error) {
    if (error instanceof PictureError) {
      return { ...seen, outcome: 'unreadable', reason: error.message };
    }
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOSPC') {
      throw new JobError(
        'disk-full',
        `The disk with ${thumbs} is full. Free some space and retry; what was read so far is kept.`,
        { path: thumbs },
      );
    }
    if (code === 'ENOENT' && !(await isThere(root))) {
      throw new JobError(
        'folder-missing',
        `${root} went away while its photos were read (a disk unplugged?). What was read so far is kept; retry when it is back.`,
        { root },
      );
    }
    const message = error instanceof Error ? error.message : String(error);
    return {
      ...seen,
      outcome: 'unreadable',
      reason: code === 'ENOENT' ? 'It is gone.' : `It cannot be read (${message}).`,
    };
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
