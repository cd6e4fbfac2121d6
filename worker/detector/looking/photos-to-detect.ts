import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import type { DetectSpec } from '../../kinds.ts';
import type { LookedAtPhoto } from './look-pixels.ts';

export interface PhotoToDetect extends LookedAtPhoto {
  photoId: number;
}

/** Photos in the order of their ids, those after one; those whose files are known to be gone are left out. */
export function photosToDetect(
  db: Database,
  which: DetectSpec['photos'],
  afterId: number,
): PhotoToDetect[] {
  const rows = db
    .prepare<[number], Omit<PhotoToDetect, 'path'> & { root: string; relPath: string }>(
      `SELECT p.id AS photoId, r.path AS root, p.rel_path AS relPath, p.sha256, p.width, p.height
       FROM photos p JOIN roots r ON r.id = p.root_id
       WHERE p.missing = 0 AND p.id > ? ${which === 'unchecked' ? 'AND p.checked_at IS NULL' : ''}
       ORDER BY p.id`,
    )
    .all(afterId);
  const wanted = Array.isArray(which) ? new Set(which) : null;
  return rows
    .filter(({ photoId }) => wanted?.has(photoId) ?? true)
    .map(({ root, relPath, ...photo }) => ({ ...photo, path: join(root, relPath) }));
}
