import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { sweepDead } from './sweep-litter.ts';

/**
 * A connection to a copy of a database in a temporary folder. SQLite cannot open a database with a
 * write-ahead log in a folder that it may not write, not even to read.
 */
export function openReadOnlyCopy(database: string): {
  db: Database.Database;
  remove: () => void;
} {
  void sweepDead(tmpdir(), (name) => name.startsWith('resight-read-only-')).catch(() => {});
  const folder = mkdtempSync(join(tmpdir(), `resight-read-only-${process.pid}.`));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const copy = join(folder, basename(database));
    copyFileSync(database, copy);
    if (existsSync(`${database}-wal`)) copyFileSync(`${database}-wal`, `${copy}-wal`);
    const db = new Database(copy);
    db.pragma('query_only = ON');
    return { db, remove };
  } catch (error) {
    remove();
    throw error;
  }
}
