/**
 * A backup in the place of a catalogue's database, in steps of which each can be the last one: whenever the
 * program dies, what opens next is the old catalogue or the restored one, whole.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';
import { flushFile, flushNames, intoPlaceSync } from './formats/into-place.ts';
import { layoutOf, type CatalogueLayout } from './layout.ts';
import { APPLICATION_ID } from './schema/application-id.ts';
import { newestVersion, schemaVersion } from './schema/migrate.ts';
import { takeWriterLock } from './writer-lock.ts';

/** A whole database that waits to take the place of the one that is there. */
const waitingOf = ({ database }: CatalogueLayout) => `${database}.restoring`;

const besides = ['-wal', '-shm'] as const;

/**
 * Looks at a copy of a backup and folds what lies beside it into it.
 * @throws CatalogueError `catalogue-corrupt` or `catalogue-newer` if it cannot take a catalogue's place
 */
function checkBackup(copy: string, file: string): void {
  const refuse = (why: string) =>
    new CatalogueError(
      'catalogue-corrupt',
      `The backup ${basename(file)} cannot be restored: ${why}. Choose another; nothing was changed.`,
      { file },
    );
  let db: Database.Database | undefined;
  try {
    db = new Database(copy);
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw refuse('it is no catalogue');
    if (schemaVersion(db) > newestVersion())
      throw new CatalogueError(
        'catalogue-newer',
        `The backup ${basename(file)} was written by a newer Resight. Install the newer version to restore it.`,
        { file },
      );
    const [sound] = db.pragma('integrity_check(1)') as { integrity_check: string }[];
    if (sound?.integrity_check !== 'ok') throw refuse('it is damaged');
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    if (error instanceof CatalogueError) throw error;
    const known = fromSqlite(error, file);
    throw known instanceof CatalogueError && known.code === 'disk-full'
      ? known
      : refuse('it is damaged');
  } finally {
    db?.close();
  }
}

/** Copies a database with what lies beside it. */
function copyWhole(from: string, to: string): void {
  copyFileSync(from, to);
  flushFile(to);
  if (existsSync(`${from}-wal`)) {
    copyFileSync(`${from}-wal`, `${to}-wal`);
    flushFile(`${to}-wal`);
  }
}

/**
 * Puts a backup in the place of a closed catalogue's database. The backup is looked at first; what stood there is
 * kept among the backups, so that nothing is lost by restoring.
 *
 * @throws CatalogueError if the catalogue is open somewhere, or the backup is gone, damaged or of a newer version
 */
export function restoreBackup(catalogueFolder: string, file: string, now = Date.now()): void {
  const layout = layoutOf(catalogueFolder);
  if (!existsSync(file)) {
    throw new CatalogueError('not-found', `The backup ${file} is gone.`, { file });
  }
  const lock = takeWriterLock(layout.writerLock, catalogueFolder);
  const partial = `${layout.database}.partial`;
  try {
    mkdirSync(layout.backups, { recursive: true });
    copyWhole(file, partial);
    checkBackup(partial, file);
    if (existsSync(layout.database)) {
      const time = new Date(now).toISOString().replaceAll(':', '-').replace('Z', '');
      copyWhole(layout.database, join(layout.backups, `${time} before-restore.sqlite`));
      flushNames(layout.backups);
    }
    // From here on the restored one is the catalogue.
    intoPlaceSync(partial, waitingOf(layout));
    finishRestore(layout);
  } catch (error) {
    throw fromSqlite(error, catalogueFolder);
  } finally {
    for (const end of ['', ...besides]) rmSync(`${partial}${end}`, { force: true });
    lock.release();
  }
}

/** Ends a restoring that was broken off; nothing happens where there was none. Whoever calls holds the writer's lock. */
export function finishRestore(layout: CatalogueLayout): void {
  const waiting = waitingOf(layout);
  if (!existsSync(waiting)) return;
  // The old log would be played into the new database.
  for (const end of besides) rmSync(`${layout.database}${end}`, { force: true });
  flushNames(join(layout.database, '..'));
  renameSync(waiting, layout.database);
  flushNames(join(layout.database, '..'));
}

/** Whether a restoring was broken off that only has to be ended. */
export const isRestoring = (layout: CatalogueLayout): boolean => existsSync(waitingOf(layout));
