/**
 * What a person does to boxes: every change is stored at once together with how things stood before, so
 * that it can be undone, in any photo, after any restart.
 */
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { boxesOfPhoto, type Box, type Side } from './boxes.ts';

/** What a person can set of a box; fractions of the upright photo, grades 1–3 or null for not graded. */
export interface BoxFields {
  classId: number;
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
  cannotIdentify: boolean;
}

export type BoxChange =
  | {
      kind: 'create';
      fields: Pick<BoxFields, 'classId' | 'x' | 'y' | 'w' | 'h'> & Partial<BoxFields>;
    }
  /** `version` is the `updatedAt` that the person saw. */
  | { kind: 'set'; boxId: number; version: number; fields: Partial<BoxFields> }
  | { kind: 'delete'; boxId: number; version: number };

export interface BoxEdit {
  photoId: number;
  /** In words for the undo menu: `Draw box`. */
  action: string;
  changes: readonly BoxChange[];
  /** Marks the photo as looked at, or not; unchanged where not given. */
  checked?: boolean;
  /** A name of its own: the same edit told again is not made again. */
  key?: string;
}

export interface EditOutcome {
  editId: number;
  photoId: number;
  action: string;
  boxes: Box[];
  checked: boolean;
  /** Boxes that the edit made, in the order of its changes. */
  created: number[];
}

/** All columns of a box that an edit can change; null for a box that is not there. */
type Snapshot = Omit<StoredBox, 'id'> | null;
interface Snapshots {
  boxes: Record<string, Snapshot>;
  checked: { at: number | null; by: number | null } | null;
}

interface StoredBox {
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

const columns = [
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

/** A box narrower or lower than this share of the photo is a slip of the hand. */
export const smallestSide = 0.002;

/**
 * Clips to the photo.
 * @throws CatalogueError `bad-input` if nothing of the box lies on it or it is a slip of the hand
 */
export function clipped(box: { x: number; y: number; w: number; h: number }) {
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
    for (const change of changes) {
      if (change.kind === 'create') {
        const boxId = insert(catalogue, photoId, change.fields, reviewerId, now);
        before.boxes[boxId] = null;
        created.push(boxId);
        continue;
      }
      const stored = storedBox(catalogue, change.boxId, photoId);
      if (stored.updated_at !== change.version || stored.deleted_at !== null)
        throw changedMeanwhile(change.boxId);
      before.boxes[stored.id] ??= snapshotOf(stored);
      if (change.kind === 'delete') write(catalogue, stored, { ...stored, deleted_at: now }, now);
      else write(catalogue, stored, { ...stored, ...rowOf(change.fields, stored) }, now);
    }
    if (checked !== undefined) {
      before.checked = seen;
      setChecked(
        catalogue,
        photoId,
        checked ? { at: seen.at ?? now, by: seen.by ?? reviewerId } : noOne,
      );
    }
    const editId = store(catalogue, edit.photoId, action, before, reviewerId, now, null, batch);
    if (key !== undefined) catalogue.run('UPDATE box_edits SET key = ? WHERE id = ?', key, editId);
    return { ...stateOf(catalogue, photoId), editId, action, created };
  });
}

/** What an edit that was told before came to, if there is one of this key. */
function editOfKey(catalogue: Catalogue, key: string): EditOutcome | undefined {
  const row = catalogue.get<EditRow>(`${selectEdit} WHERE key = ?`, key);
  if (row === undefined) return undefined;
  const { boxes } = JSON.parse(row.before) as Snapshots;
  const created = Object.entries(boxes).flatMap(([id, snapshot]) =>
    snapshot === null ? [Number(id)] : [],
  );
  return { ...stateOf(catalogue, row.photoId), editId: row.id, action: row.action, created };
}

/** How things stand on a photo. @throws CatalogueError `not-found` */
export function stateOf(catalogue: Catalogue, photoId: number) {
  return {
    photoId,
    boxes: boxesOfPhoto(catalogue, photoId),
    checked: checkedOf(catalogue, photoId).at !== null,
  };
}

interface EditRow {
  id: number;
  photoId: number;
  action: string;
  before: string;
  after: string;
  undoes: number | null;
  batch: number | null;
}

const selectEdit = `SELECT id, photo_id AS photoId, action, before, after, undoes, batch FROM box_edits`;

/** Edits further back than this are kept but no longer undone one by one. */
const REACH = 2000;

/** The edits that can be undone, and those that can be done again, the next one last. */
function stacks(catalogue: Catalogue): { done: EditRow[]; undone: EditRow[] } {
  const rows = catalogue.all<EditRow>(`${selectEdit} ORDER BY id DESC LIMIT ?`, REACH).reverse();
  const done: EditRow[] = [];
  let undone: EditRow[] = [];
  const taken = new Map<number, EditRow>();
  for (const row of rows) {
    if (row.undoes === null) {
      done.push(row);
      undone = [];
      continue;
    }
    const at = done.findIndex(({ id }) => id === row.undoes);
    if (at !== -1) {
      const [edit] = done.splice(at, 1);
      if (edit) {
        undone.push(edit);
        taken.set(row.id, edit);
      }
      continue;
    }
    // The undo of an undo does the edit again.
    const edit = taken.get(row.undoes);
    if (edit) {
      undone = undone.filter((each) => each !== edit);
      done.push(edit);
    }
  }
  return { done, undone };
}

export interface UndoState {
  undo: { action: string; photoId: number } | null;
  redo: { action: string; photoId: number } | null;
}

export function undoState(catalogue: Catalogue): UndoState {
  const { done, undone } = stacks(catalogue);
  const shown = (row: EditRow | undefined) =>
    row === undefined ? null : { action: row.action, photoId: row.photoId };
  return { undo: shown(done.at(-1)), redo: shown(undone.at(-1)) };
}

/**
 * Takes the last edit back, or the last batch; nothing if there is none.
 * @throws CatalogueError `conflict` if somebody changed one of the boxes since
 */
export function undoEdit(catalogue: Catalogue, reviewerId: number | null, now: number) {
  return catalogue.transaction(() => {
    const { done } = stacks(catalogue);
    const last = done.at(-1);
    if (last === undefined) return null;
    const group = last.batch === null ? [last] : done.filter(({ batch }) => batch === last.batch);
    for (const row of group.toReversed()) reverse(catalogue, row, row.id, reviewerId, now);
    return { action: last.action, ...stateOf(catalogue, last.photoId) };
  });
}

/** Does the last undone edit again, or the last batch; nothing if there is none. */
export function redoEdit(catalogue: Catalogue, reviewerId: number | null, now: number) {
  return catalogue.transaction(() => {
    const { undone } = stacks(catalogue);
    const last = undone.at(-1);
    if (last === undefined) return null;
    const group = last.batch === null ? [last] : undone.filter(({ batch }) => batch === last.batch);
    for (const row of group.toReversed()) {
      const undoing = catalogue.get<EditRow>(
        `${selectEdit} WHERE undoes = ? ORDER BY id DESC LIMIT 1`,
        row.id,
      );
      if (undoing) reverse(catalogue, undoing, undoing.id, reviewerId, now);
    }
    return { action: last.action, ...stateOf(catalogue, last.photoId) };
  });
}

/** Puts the boxes of an edit back as they were before it, if they still are as it left them. */
function reverse(
  catalogue: Catalogue,
  row: EditRow,
  undoes: number,
  reviewerId: number | null,
  now: number,
): void {
  const earlier = JSON.parse(row.before) as Snapshots;
  const later = JSON.parse(row.after) as Snapshots;
  const before: Snapshots = { boxes: {}, checked: null };
  for (const [id, snapshot] of Object.entries(earlier.boxes)) {
    const stored = storedBox(catalogue, Number(id), row.photoId);
    const left = later.boxes[id];
    const same = columns.every((column) =>
      column === 'deleted_at'
        ? (stored.deleted_at === null) === (left?.deleted_at === null)
        : stored[column] === left?.[column],
    );
    if (!same) throw changedMeanwhile(stored.id);
    before.boxes[id] = snapshotOf(stored);
    const target = snapshot ?? { ...stored, deleted_at: now };
    write(catalogue, stored, { ...stored, ...pick(target) }, now);
  }
  if (earlier.checked !== null) {
    before.checked = checkedOf(catalogue, row.photoId);
    setChecked(catalogue, row.photoId, earlier.checked);
  }
  store(catalogue, row.photoId, row.action, before, reviewerId, now, undoes, row.batch);
}

const noOne = { at: null, by: null };

function changedMeanwhile(boxId: number): CatalogueError {
  return new CatalogueError(
    'conflict',
    `Box ${boxId} was changed in another window meanwhile; nothing was overwritten. Look at how it is now and do it again if it is still needed.`,
    { boxId },
  );
}

function storedBox(catalogue: Catalogue, boxId: number, photoId: number): StoredBox {
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

function snapshotOf(stored: StoredBox): Snapshot {
  const { id: _, ...rest } = stored;
  return rest;
}

const pick = (from: Record<string, unknown>): Partial<StoredBox> =>
  Object.fromEntries(columns.map((column) => [column, from[column]]));

/** The fields as columns; a moved box is clipped to the photo. */
function rowOf(fields: Partial<BoxFields>, stored: StoredBox): Partial<StoredBox> {
  const { classId, cannotIdentify, x, y, w, h, ...same } = fields;
  const moves = x !== undefined || y !== undefined || w !== undefined || h !== undefined;
  const { x: x0, y: y0, w: w0, h: h0 } = stored;
  return {
    ...same,
    ...(classId === undefined ? {} : { class_id: classId }),
    ...(cannotIdentify === undefined ? {} : { cannot_identify: cannotIdentify ? 1 : 0 }),
    ...(moves ? clipped({ x: x ?? x0, y: y ?? y0, w: w ?? w0, h: h ?? h0 }) : {}),
  };
}

/** Writes what differs; a version is later than every one before it, also within a millisecond. */
function write(catalogue: Catalogue, old: StoredBox, fresh: StoredBox, now: number): void {
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

function insert(
  catalogue: Catalogue,
  photoId: number,
  fields: Extract<BoxChange, { kind: 'create' }>['fields'],
  reviewerId: number | null,
  now: number,
): number {
  const { x, y, w, h } = clipped(fields);
  return catalogue.run(
    `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, side, angle, exposure, focus,
       visible, distinctiveness, cannot_identify, created_by, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, 'human', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    photoId,
    fields.classId,
    x,
    y,
    w,
    h,
    fields.state ?? 'accepted',
    fields.side ?? 'unknown',
    fields.angle ?? null,
    fields.exposure ?? null,
    fields.focus ?? null,
    fields.visible ?? null,
    fields.distinctiveness ?? null,
    fields.cannotIdentify === true ? 1 : 0,
    reviewerId,
    now,
    now,
  ).id;
}

function checkedOf(
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

function setChecked(
  catalogue: Catalogue,
  photoId: number,
  { at, by }: { at: number | null; by: number | null },
): void {
  catalogue.run('UPDATE photos SET checked_at = ?, checked_by = ? WHERE id = ?', at, by, photoId);
}

function store(
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
