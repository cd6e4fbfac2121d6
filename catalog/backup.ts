import type { Backup } from '#terms/catalogue.ts';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';
import { intoPlaceSync } from './formats/into-place.ts';
import { layoutOf } from './layout.ts';
import { takeWriterLock } from './writer-lock.ts';

/**
 * Copies a database, with everything committed so far, into `folder` under a name with the time and
 * the reason. The copy appears whole or not at all.
 */
export function backUp(db: Database, folder: string, reason: string, now = Date.now()): Backup {
  mkdirSync(folder, { recursive: true });
  const time = new Date(now).toISOString().replaceAll(':', '-').replace('Z', '');
  const file = join(folder, `${time} ${reason}.sqlite`);
  const partial = `${file}.partial`;
  try {
    db.prepare('VACUUM INTO ?').run(partial);
    intoPlaceSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw fromSqlite(error, folder);
  }
  return { file, bytes: statSync(file).size, madeAt: now };
}

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return { file: join(folder, name), bytes: size, madeAt: Math.round(mtimeMs) };
    })
    .sort((a, b) => b.madeAt - a.madeAt || b.file.localeCompare(a.file));
}

/**
 * Puts a backup in the place of a closed catalogue's database. What stood there is kept beside the
 * backups, so that nothing is lost by restoring.
 *
 * @throws CatalogueError if the catalogue is open somewhere or the backup is gone.
 */
export function restoreBackup(catalogueFolder: string, file: string, now = Date.now()): void {
  const layout = layoutOf(catalogueFolder);
  if (!existsSync(file)) {
    throw new CatalogueError('not-found', `The backup ${file} is gone.`, { file });
  }
  const lock = takeWriterLock(layout.writerLock, catalogueFolder);
  try {
    mkdirSync(layout.backups, { recursive: true });
    const partial = `${layout.database}.restoring`;
    copyFileSync(file, partial);
    if (existsSync(layout.database)) {
      const time = new Date(now).toISOString().replaceAll(':', '-').replace('Z', '');
      for (const suffix of ['', '-wal', '-shm']) {
        const from = `${layout.database}${suffix}`;
        if (existsSync(from)) {
          renameSync(from, join(layout.backups, `${time} before-restore.sqlite${suffix}`));
        }
      }
    }
    intoPlaceSync(partial, layout.database);
  } finally {
    lock.release();
  }
}
