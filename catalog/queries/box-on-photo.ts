import { join } from 'node:path';
import type { Rectangle } from '#terms/geometry.ts';
import type { Side } from '#terms/sides.ts';
import type { Reader } from '../moment.ts';

/** A box with the photo it is on: all that is needed to cut it out. */
interface BoxOnPhoto extends Rectangle {
  boxId: number;
  /** Counts changes of the geometry. */
  revision: number;
  photoId: number;
  photoName: string;
  sha256: string;
  /** The photo's own file; it may be gone. */
  path: string;
  /** Pixels of the upright photo. */
  width: number;
  height: number;
  side: Side;
}

/** Undefined for a box that was never there or is deleted. */
export function boxOnPhoto(catalogue: Reader, boxId: number): BoxOnPhoto | undefined {
  const row = catalogue.get<Omit<BoxOnPhoto, 'path'> & { root: string; relPath: string }>(
    `SELECT b.id AS boxId, b.revision, p.id AS photoId, p.name AS photoName, p.sha256, p.width,
       p.height, r.path AS root, p.rel_path AS relPath, b.x, b.y, b.w, b.h, b.side
     FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN roots r ON r.id = p.root_id
     WHERE b.id = ? AND b.deleted_at IS NULL`,
    boxId,
  );
  if (row === undefined) return undefined;
  const { root, relPath, ...box } = row;
  return { ...box, path: join(root, relPath) };
}
