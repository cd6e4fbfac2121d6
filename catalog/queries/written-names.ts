import type { Database } from 'better-sqlite3';
import { writtenPaths, type PlacedPhoto } from '../names/written-paths.ts';

/** What exports call each photo, by its id: the same in every format, and known to every import. */
export function writtenNames(db: Database): Map<number, string> {
  return writtenPaths(
    db
      .prepare<[], PlacedPhoto>(
        `SELECT p.id, r.path AS root, p.rel_path AS relPath
         FROM photos p JOIN roots r ON r.id = p.root_id ORDER BY p.id`,
      )
      .all(),
  );
}
