import { join } from 'node:path';
import type { Reader } from '../moment.ts';

/** A photo that a detector is to look at. */
interface PhotoToDetect {
  photoId: number;
  /** The photo's own file. */
  path: string;
  sha256: string;
  /** Pixels of the upright photo. */
  width: number;
  height: number;
}

/** Photos in the order of their ids, those after one; those whose files are known to be gone are left out. */
export function photosToDetect(
  catalogue: Reader,
  which: 'unchecked' | 'all' | readonly number[],
  afterId: number,
): PhotoToDetect[] {
  const rows = catalogue.all<Omit<PhotoToDetect, 'path'> & { root: string; relPath: string }>(
    `SELECT p.id AS photoId, r.path AS root, p.rel_path AS relPath, p.sha256, p.width, p.height
     FROM photos p JOIN roots r ON r.id = p.root_id
     WHERE p.missing = 0 AND p.id > ? ${which === 'unchecked' ? 'AND p.checked_at IS NULL' : ''}
     ORDER BY p.id`,
    afterId,
  );
  const wanted = Array.isArray(which) ? new Set(which) : null;
  return rows
    .filter(({ photoId }) => wanted?.has(photoId) ?? true)
    .map(({ root, relPath, ...photo }) => ({ ...photo, path: join(root, relPath) }));
}
