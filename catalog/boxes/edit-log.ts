/** Edits of boxes as they are stored: who did what to which photo, and how its boxes stood before and after. */
import type { Catalogue } from '../catalogue.ts';
import { checkedOf } from '../photos/checked.ts';
import { snapshotOf, writeSnapshots, type Snapshots } from './snapshot-layout.ts';
import { storedBox } from './stored-box.ts';

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
  // What follows for the names of the photo is part of how it stands after.
  catalogue.settleNames();
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
    writeSnapshots(before),
    writeSnapshots(after),
    reviewerId,
    now,
    undoes,
    batch,
  ).id;
}

/** The id that the next edit will have: the name of a batch that begins with it. */
export const nextEditId = (catalogue: Catalogue): number =>
  (catalogue.value<number>('SELECT max(id) FROM box_edits') ?? 0) + 1;
