/** Taking edits of boxes back, and doing them again, over all photos and restarts. */
import type { UndoneEdit, UndoState } from '#terms/boxes/boxes.ts';
import type { Catalogue } from '../catalogue.ts';
import { checkedOf, putChecked } from '../photos/checked.ts';
import { selectEdit, storeEdit, type EditRow } from './edit-log.ts';
import { readSnapshots, snapshotOf, type Snapshots } from './snapshot-layout.ts';
import { changedMeanwhile, columns, storedBox, writeBox, type StoredBox } from './stored-box.ts';
import { stateOf } from './box-edits.ts';

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
export function undoEdit(
  catalogue: Catalogue,
  reviewerId: number | null,
  now: number,
): UndoneEdit | null {
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
export function redoEdit(
  catalogue: Catalogue,
  reviewerId: number | null,
  now: number,
): UndoneEdit | null {
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
  const earlier = readSnapshots(row.before);
  const later = readSnapshots(row.after);
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
    writeBox(catalogue, stored, { ...stored, ...pick(target) }, now);
  }
  if (earlier.checked !== null) {
    before.checked = checkedOf(catalogue, row.photoId);
    putChecked(catalogue, row.photoId, earlier.checked);
  }
  storeEdit(catalogue, row.photoId, row.action, before, reviewerId, now, undoes, row.batch);
}

const pick = (from: Record<string, unknown>): Partial<StoredBox> =>
  Object.fromEntries(columns.map((column) => [column, from[column]]));
