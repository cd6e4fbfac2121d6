import Database from 'better-sqlite3';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';

/**
 * The right to write a catalogue, held by one program at a time. It is an exclusive SQLite lock on a
 * small file of its own: the operating system lets go of it when the program ends, however it ends,
 * so a lock can never be left behind.
 *
 * @throws CatalogueError `catalogue-locked` if another program holds it.
 */
export function takeWriterLock(path: string, folder: string): { release: () => void } {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 0 });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      throw new CatalogueError(
        'catalogue-locked',
        `${folder} is open in another Resight. Close it there, or use that window.`,
        { folder },
        { cause: error },
      );
    }
    throw fromSqlite(error, folder);
  }
  const held = db;
  return {
    release: () => {
      held.close();
    },
  };
}
