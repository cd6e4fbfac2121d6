import type { Backup } from '#terms/catalogue.ts';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { fromSqlite } from './catalogue-error.ts';
import { intoPlaceSync } from './formats/into-place.ts';

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
