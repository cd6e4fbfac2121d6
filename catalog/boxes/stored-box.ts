/** A row of `boxes` as an edit reads and writes it. */
import { attributeColumns, attributeNames } from '#terms/boxes/attributes.ts';
import type { BoxState } from '#terms/boxes/boxes.ts';
import type { Rectangle } from '#terms/geometry.ts';
import type { StoredAttributes } from './attribute-columns.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

export interface StoredBox extends Rectangle, StoredAttributes {
  id: number;
  class_id: number;
  state: BoxState;
  revision: number;
  deleted_at: number | null;
  updated_at: number;
}

/** Those that an edit can change. */
export const columns = [
  'class_id',
  'x',
  'y',
  'w',
  'h',
  'state',
  ...attributeNames.map((name) => attributeColumns[name]),
  'deleted_at',
] as const;

export function storedBox(catalogue: Catalogue, boxId: number, photoId: number): StoredBox {
  const row = catalogue.get<StoredBox & { photo_id: number }>(
    `SELECT id, photo_id, revision, updated_at, ${columns.join(', ')} FROM boxes WHERE id = ?`,
    boxId,
  );
  if (row === undefined || row.photo_id !== photoId)
    throw new CatalogueError('not-found', `There is no box ${boxId} on photo ${photoId}.`, {
      boxId,
      photoId,
    });
  const { photo_id: _, ...stored } = row;
  return stored;
}

/** Writes what differs; a version is later than every one before it, also within a millisecond. */
export function writeBox(
  catalogue: Catalogue,
  old: StoredBox,
  fresh: StoredBox,
  now: number,
): void {
  const moved = (['x', 'y', 'w', 'h'] as const).some((side) => old[side] !== fresh[side]);
  catalogue.run(
    `UPDATE boxes SET ${columns.map((column) => `${column} = ?`).join(', ')},
       revision = ?, updated_at = ? WHERE id = ?`,
    ...columns.map((column) => fresh[column]),
    old.revision + (moved ? 1 : 0),
    Math.max(now, old.updated_at + 1),
    old.id,
  );
}

export function changedMeanwhile(boxId: number): CatalogueError {
  return new CatalogueError(
    'conflict',
    `Box ${boxId} was changed in another window meanwhile; nothing was overwritten. Look at how it is now and do it again if it is still needed.`,
    { boxId },
  );
}
