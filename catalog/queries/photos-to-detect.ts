import { join } from 'node:path';
import type { Reader } from '../moment.ts';
import type { Original } from '../pictures/identity/original.ts';
import { originalColumns } from './original-columns.ts';

/** A photo that a detector is to look at. */
interface PhotoToDetect extends Original {
  photoId: number;
  /** Pixels of the upright photo. */
  width: number;
  height: number;
}

/** A cut-out shows its animal and nothing else: there is nothing to find. */
const isCutOut = `EXISTS (SELECT 1 FROM boxes b WHERE b.photo_id = p.id AND b.kind = 'cut-out'
  AND b.deleted_at IS NULL AND b.state = 'accepted')`;

/**
 * Photos in the order of their ids, those after one; those whose files are known to be gone are left out, and so are
 * cut-outs unless they are named one by one.
 */
export function photosToDetect(
  catalogue: Reader,
  which: 'unchecked' | 'all' | readonly number[],
  afterId: number,
): PhotoToDetect[] {
  const rows = catalogue.all<Omit<PhotoToDetect, 'path'> & { root: string; relPath: string }>(
    `SELECT p.id AS photoId, ${originalColumns}, p.width, p.height
     FROM photos p JOIN roots r ON r.id = p.root_id
     WHERE p.missing = 0 AND p.id > ? ${Array.isArray(which) ? '' : `AND NOT ${isCutOut}`} ${which === 'unchecked' ? 'AND p.checked_at IS NULL' : ''}
     ORDER BY p.id`,
    afterId,
  );
  const wanted = Array.isArray(which) ? new Set(which) : null;
  return rows
    .filter(({ photoId }) => wanted?.has(photoId) ?? true)
    .map(({ root, relPath, ...photo }) => ({ ...photo, path: join(root, relPath) }));
}
