/**
 * What a person does to boxes: every change is stored at once together with how things stood before, so
 * that it can be undone, in any photo, after any restart.
 */
import type { BoxEdit, BoxFields, EditOutcome, PhotoBoxes } from '#terms/boxes/boxes.ts';
import type { Rectangle } from '#terms/geometry.ts';
import { insertBox } from './insert-box.ts';
import { columnsOf } from './attribute-columns.ts';
import { isOfPhoto, isPlace } from './box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { checkedOf, putChecked } from '../photos/checked.ts';
import { selectEdit, storeEdit, type EditRow } from './edit-log.ts';
import { readSnapshots, snapshotOf, type Snapshots } from './snapshot-layout.ts';
import { changedMeanwhile, storedBox, writeBox, type StoredBox } from './stored-box.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';

/** A box narrower or lower than this share of the photo is a slip of the hand. */
const smallestSide = 0.002;

/**
 * Clips to the photo.
 * @throws CatalogueError `bad-input` if nothing of the box lies on it or it is a slip of the hand
 */
function clipped(box: Rectangle): Rectangle {
  const x = Math.min(1, Math.max(0, box.x));
  const y = Math.min(1, Math.max(0, box.y));
  const w = Math.min(1, box.x + box.w) - x;
  const h = Math.min(1, box.y + box.h) - y;
  if (!(w >= smallestSide && h >= smallestSide))
    throw new CatalogueError(
      'bad-input',
      `A box of ${(100 * Math.max(0, w)).toFixed(2)} × ${(100 * Math.max(0, h)).toFixed(2)} % of the photo is too small to hold a fin; draw it larger.`,
    );
  return { x, y, w, h };
}

/**
 * Applies and stores an edit, whole or not at all.
 * @throws CatalogueError `conflict` if a box is no longer as the person saw it: somebody else changed
 *   it, and nothing is overwritten; `not-found`, `bad-input`
 */
export function applyEdit(
  catalogue: Catalogue,
  edit: BoxEdit,
  reviewerId: number | null,
  now: number,
  batch: number | null = null,
): EditOutcome {
  return catalogue.transaction(() => {
    const { photoId, action, changes, checked, key } = edit;
    const told = key === undefined ? undefined : editOfKey(catalogue, key);
    if (told !== undefined) return told;
    const created: number[] = [];
    const before: Snapshots = { boxes: {}, checked: null };
    const seen = checkedOf(catalogue, photoId);
    for (const box of awaitingName(catalogue, photoId)) before.boxes[box.id] = snapshotOf(box);
    for (const change of changes) {
      if (change.kind === 'create') {
        const { fields } = change;
        const drawn = { state: 'accepted', ...fields, ...clipped(fields) } as const;
        const boxId = insertBox(catalogue, { photoId, source: 'human', reviewerId, ...drawn }, now);
        before.boxes[boxId] = null;
        created.push(boxId);
        continue;
      }
      const stored = storedBox(catalogue, change.boxId, photoId);
      if (stored.updated_at !== change.version || stored.deleted_at !== null)
        throw changedMeanwhile(change.boxId);
      before.boxes[stored.id] ??= snapshotOf(stored);
      if (change.kind === 'delete')
        writeBox(catalogue, stored, { ...stored, deleted_at: now }, now);
      else writeBox(catalogue, stored, { ...stored, ...rowOf(change.fields, stored) }, now);
    }
    if (checked !== undefined) {
      before.checked = seen;
      putChecked(
        catalogue,
        photoId,
        checked ? { at: seen.at ?? now, by: seen.by ?? reviewerId } : { at: null, by: null },
      );
    }
    const editId = storeEdit(catalogue, edit.photoId, action, before, reviewerId, now, null, batch);
    if (key !== undefined) catalogue.run('UPDATE box_edits SET key = ? WHERE id = ?', key, editId);
    return { ...stateOf(catalogue, photoId), editId, created };
  });
}

/** Boxes that the edit may give a name of their photo to, and with it what was said of the picture. */
const awaitingName = (catalogue: Catalogue, photoId: number): StoredBox[] =>
  catalogue
    .all<{ id: number }>(
      `SELECT b.id FROM boxes b WHERE b.photo_id = ? AND b.deleted_at IS NULL AND b.state = 'accepted'
         AND ${isPlace('b')} AND EXISTS (SELECT 1 FROM boxes n
           WHERE n.photo_id = b.photo_id AND n.deleted_at IS NULL AND ${isOfPhoto('n')})`,
      photoId,
    )
    .map(({ id }) => storedBox(catalogue, id, photoId));

/** What an edit that was told before came to, if there is one of this key. */
function editOfKey(catalogue: Catalogue, key: string): EditOutcome | undefined {
  const row = catalogue.get<EditRow>(`${selectEdit} WHERE key = ?`, key);
  if (row === undefined) return undefined;
  const { boxes } = readSnapshots(row.before);
  const created = Object.entries(boxes).flatMap(([id, snapshot]) =>
    snapshot === null ? [Number(id)] : [],
  );
  return { ...stateOf(catalogue, row.photoId), editId: row.id, created };
}

/** How things stand on a photo. @throws CatalogueError `not-found` */
export function stateOf(catalogue: Catalogue, photoId: number): PhotoBoxes {
  return {
    photoId,
    boxes: boxesOfPhoto(catalogue, photoId),
    checked: checkedOf(catalogue, photoId).at !== null,
  };
}

/** The fields as columns; a moved box is clipped to the photo. */
function rowOf(fields: Partial<BoxFields>, stored: StoredBox): Partial<StoredBox> {
  const { classId, state, x, y, w, h } = fields;
  const moves = x !== undefined || y !== undefined || w !== undefined || h !== undefined;
  const { x: x0, y: y0, w: w0, h: h0 } = stored;
  return {
    ...columnsOf(fields),
    ...(classId === undefined ? {} : { class_id: classId }),
    ...(state === undefined ? {} : { state }),
    ...(moves ? clipped({ x: x ?? x0, y: y ?? y0, w: w ?? w0, h: h ?? h0 }) : {}),
  };
}
