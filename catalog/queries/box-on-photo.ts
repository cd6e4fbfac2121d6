import { join } from 'node:path';
import type { Rectangle } from '#terms/geometry.ts';
import type { Side } from '#terms/sides.ts';
import type { Reader } from '../moment.ts';
import type { Original } from '../pictures/identity/original.ts';
import { originalColumns } from './original-columns.ts';

/** A box with the photo it is on: all that is needed to cut it out. */
interface BoxOnPhoto extends Rectangle, Original {
  boxId: number;
  /** Counts changes of the geometry. */
  revision: number;
  photoId: number;
  photoName: string;
  /** Pixels of the upright photo. */
  width: number;
  height: number;
  side: Side;
}

/** Undefined for a box that was never there or is deleted. */
export function boxOnPhoto(catalogue: Reader, boxId: number): BoxOnPhoto | undefined {
  const row = catalogue.get<Omit<BoxOnPhoto, 'path'> & { root: string; relPath: string }>(
    `SELECT b.id AS boxId, b.revision, p.id AS photoId, p.name AS photoName, p.width,
       p.height, ${originalColumns}, b.x, b.y, b.w, b.h, b.side
     FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN roots r ON r.id = p.root_id
     WHERE b.id = ? AND b.deleted_at IS NULL`,
    boxId,
  );
  if (row === undefined) return undefined;
  const { root, relPath, ...box } = row;
  return { ...box, path: join(root, relPath) };
}
