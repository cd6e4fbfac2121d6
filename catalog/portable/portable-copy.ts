import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { safeFileName } from '../names/safe-path.ts';
import { ownNameOf } from '../names/own-name.ts';
import { originalsFolder, type PortableManifest } from './manifest.ts';
import { sentenceWithoutPaths, withoutPaths } from './places.ts';

/** A folder that came out of a portable catalogue has its number before its name; it is not added twice. */
function ownName(id: number, path: string): string {
  const name = ownNameOf(path);
  return name.startsWith(`${id} `) ? name.slice(`${id} `.length) : name;
}

/**
 * Copies a database to `copy` without what belongs to this machine: the jobs, whose rows name folders of
 * the person's, the paths of the photos' folders, which become places inside the zip, and every other path. The same
 * catalogue gives the same bytes.
 *
 * @returns the folders as they are named in the copy.
 */
export function writePortableCopy(database: string, copy: string): PortableManifest['roots'] {
  const whole = `${copy}.whole`;
  vacuumInto(database, whole);
  const db = new Database(whole);
  let roots: PortableManifest['roots'];
  try {
    roots = db
      .prepare<[], { id: number; path: string }>('SELECT id, path FROM roots ORDER BY id')
      .all()
      .map(({ id, path }) => ({ id, name: safeFileName(ownName(id, path)) }));
    db.transaction(() => {
      db.exec(
        `UPDATE models SET job_id = NULL; UPDATE imports SET job_id = NULL; DELETE FROM job_log; DELETE FROM jobs;`,
      );
      const rename = db.prepare('UPDATE roots SET path = ? WHERE id = ?');
      for (const root of roots) rename.run(originalsFolder(root), root.id);
      forgetPaths(db);
    })();
    // Once more into a new file: what was deleted would else stand in its free pages.
    db.prepare('VACUUM INTO ?').run(copy);
  } finally {
    db.close();
    rmSync(whole, { force: true });
  }
  resetSchemaCount(copy);
  return roots;
}

/** What was written down in passing: starting weights of a recipe, why a file could not be read. */
function forgetPaths(db: Database.Database): void {
  db.function('nowhere', (json) => JSON.stringify(withoutPaths(JSON.parse(String(json)))));
  db.function('told_nowhere', (sentence) => sentenceWithoutPaths(String(sentence)));
  db.exec(`UPDATE models SET recipe = nowhere(recipe), data_seen = nowhere(data_seen), metrics = nowhere(metrics);
    UPDATE imports SET source = told_nowhere(source);
    UPDATE unreadable_files SET reason = told_nowhere(reason);`);
}

function vacuumInto(database: string, copy: string): void {
  const from = new Database(database, { readonly: true });
  try {
    from.prepare('VACUUM INTO ?').run(copy);
  } finally {
    from.close();
  }
}

/** Each VACUUM counts this up; it says nothing of what the tables hold. */
function resetSchemaCount(copy: string): void {
  const db = new Database(copy);
  try {
    db.unsafeMode();
    db.pragma('schema_version = 1');
  } finally {
    db.close();
  }
}
