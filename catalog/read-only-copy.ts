import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { readOnlyError } from './catalogue-error.ts';
import { sweepDead } from './sweep-litter.ts';
import { writtenTables } from './written.ts';

/** A note that an export ran is nobody's work, and goes with the copy. */
const passing = new Set(['jobs', 'job_log']);

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
    return { db: new Database(copy), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Refuses every change of a copy but of its jobs, so that it can be looked at and exported from, and nobody's
 * decision goes where it would be lost.
 * @param folder of the catalogue, for the words of the refusal
 */
export function refuseChanges(db: Database.Database, folder: string): void {
  db.function('refuse_change', () => {
    throw readOnlyError(folder);
  });
  for (const table of Object.keys(writtenTables)) {
    if (passing.has(table)) continue;
    for (const change of ['INSERT', 'UPDATE', 'DELETE'])
      db.exec(
        `CREATE TEMP TRIGGER refused_${change}_${table} BEFORE ${change} ON main.${table}
         BEGIN SELECT refuse_change(); END`,
      );
  }
}
