/** The stored side of an edit of boxes: rows as they are, as they were, and the row of the edit. */
import type { Box } from '#terms/boxes/boxes.ts';
import type { Side } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** All columns of a box that an edit can change; null for a box that is not there. */
export type Snapshot = Omit<StoredBox, 'id'> | null;
export interface Snapshots {
  boxes: Record<string, Snapshot>;
  checked: { at: number | null; by: number | null } | null;
}

export interface StoredBox {
  id: number;
  class_id: number;
  x: number;
  y: number;
  w: number;
  h: number;
  state: Box['state'];
  side: Side;
  angle: number | null;
  exposure: number | null;
  focus: number | null;
  visible: number | null;
  distinctiveness: number | null;
  cannot_identify: number;
  revision: number;
  deleted_at: number | null;
  updated_at: number;
}

export const columns = [
  'class_id',
  'x',
  'y',
  'w',
  'h',
  'state',
  'side',
  'angle',
  'exposure',
  'focus',
  'visible',
  'distinctiveness',
  'cannot_identify',
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

export function snapshotOf(stored: StoredBox): Snapshot {
  const { id: _, ...rest } = stored;
  return rest;
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

export function checkedOf(
  catalogue: Catalogue,
  photoId: number,
): { at: number | null; by: number | null } {
  const row = catalogue.get<{ at: number | null; by: number | null }>(
    'SELECT checked_at AS at, checked_by AS "by" FROM photos WHERE id = ?',
    photoId,
  );
  if (row === undefined)
    throw new CatalogueError('not-found', `There is no photo ${photoId}.`, { photoId });
  return row;
}

export function setChecked(
  catalogue: Catalogue,
  photoId: number,
  { at, by }: { at: number | null; by: number | null },
): void {
  catalogue.run('UPDATE photos SET checked_at = ?, checked_by = ? WHERE id = ?', at, by, photoId);
}

export interface EditRow {
  id: number;
  photoId: number;
  action: string;
  before: string;
  after: string;
  undoes: number | null;
  batch: number | null;
}

export const selectEdit = `SELECT id, photo_id AS photoId, action, before, after, undoes, batch FROM box_edits`;

/** Adds the row of an edit: how things stood before it and how they stand now. */
export function storeEdit(
  catalogue: Catalogue,
  photoId: number,
  action: string,
  before: Snapshots,
  reviewerId: number | null,
  now: number,
  undoes: number | null,
  batch: number | null,
): number {
  const after: Snapshots = {
    boxes: Object.fromEntries(
      Object.keys(before.boxes).map((id) => [
        id,
        snapshotOf(storedBox(catalogue, Number(id), photoId)),
      ]),
    ),
    checked: before.checked === null ? null : checkedOf(catalogue, photoId),
  };
  return catalogue.run(
    `INSERT INTO box_edits (photo_id, action, before, after, reviewer_id, at, undoes, batch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    photoId,
    action,
    JSON.stringify(before),
    JSON.stringify(after),
    reviewerId,
    now,
    undoes,
    batch,
  ).id;
}

/** The id that the next edit will have: the name of a batch that begins with it. */
export const nextEditId = (catalogue: Catalogue): number =>
  (catalogue.value<number>('SELECT max(id) FROM box_edits') ?? 0) + 1;
