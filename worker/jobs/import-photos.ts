import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { knownFiles, knownRoots, type KnownFile } from '#catalog/import/store-photos.ts';
import { layoutOf } from '#catalog/layout.ts';
import { readMoment, type Reader } from '#catalog/moment.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { throwIfCancelled, type JobContext } from '../job-context.ts';
import { inParallel } from './in-parallel.ts';
import { collectFiles, type RootedFile } from './collect-files.ts';
import { readImported } from './read-imported.ts';
import { sourcesOf } from './import-sources.ts';

const BATCH = 64;

/**
 * Reads photos: their facts, hash and pictures for the screen. What it finds goes to the shell in
 * batches; a file that has not changed since the last import is passed over.
 */
export async function importPhotos(
  { paths }: JobSpec<'import-photos'>,
  context: JobContext<'import-photos'>,
): Promise<JobResult<'import-photos'>> {
  const { catalogueFolder, databasePath } = context.place;
  const layout = layoutOf(catalogueFolder);
  const { thumbs } = layout;
  const sources = await sourcesOf(paths, readMoment(databasePath, knownRoots), layout.dropped);
  const { files, beside, left, ...counts } = await collectFiles(sources, context);
  const todo = readMoment(databasePath, (catalogue) => changedOf([...files, ...beside], catalogue));
  const result: JobResult<'import-photos'> = {
    seen: files.length + beside.length + left.length,
    added: 0,
    alreadyThere: files.length + beside.length - todo.length,
    duplicates: 0,
    relinked: 0,
    refreshed: 0,
    beside: 0,
    displaced: 0,
    undated: 0,
    datedByChange: 0,
    unreadable: [],
    cutOuts: 0,
    likelyCutOuts: 0,
    ...counts,
  };
  if (left.length > 0) await context.batch(left);

  let done = result.alreadyThere;
  const total = files.length + beside.length;
  context.progress('reading', done, total);
  let batch: ImportedFile[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) await context.batch(full);
  };
  const unread = new Set<string>();
  const take = async (file: ImportedFile) => {
    batch.push(file);
    done += 1;
    context.progress('reading', done, total);
    if (file.outcome === 'unreadable') {
      unread.add(join(file.root, file.relPath));
      context.log('warning', `${file.relPath}: ${file.reason}`);
    }
    if (batch.length >= BATCH) await flush();
  };
  const read = ({ file, known }: Changed) => readImported(file, known, thumbs);
  try {
    const alone = todo.filter(({ file }) => file.beside === undefined);
    for await (const file of inParallel(alone, availableParallelism() + 1, read)) {
      throwIfCancelled(context.signal);
      await take(file);
    }
    for (const { file, known } of todo) {
      throwIfCancelled(context.signal);
      const { beside: photo, ...seen } = file;
      if (photo === undefined) continue;
      // Where the picture beside it cannot be read, the RAW file stands for itself.
      if (unread.has(join(file.root, photo))) await take(await readImported(seen, known, thumbs));
      else await take({ ...seen, outcome: 'beside', photo });
    }
  } finally {
    // Also when it breaks off: what was read is kept, as far as it can be.
    if (!context.signal.aborted) await flush();
  }
  await context.stored();
  return result;
}

interface Changed {
  file: RootedFile;
  known: KnownFile | undefined;
}

/** Files that are new or look otherwise than they did, with what was known of them. */
function changedOf(files: readonly RootedFile[], catalogue: Reader): Changed[] {
  const known = new Map(
    [...new Set(files.map(({ root }) => root))].map((root) => [root, knownFiles(catalogue, root)]),
  );
  return files.flatMap((file) => {
    const before = known.get(file.root)?.get(file.relPath);
    const isSame = before?.bytes === file.bytes && before.mtimeMs === Math.round(file.mtimeMs);
    return isSame ? [] : [{ file, known: before }];
  });
}
