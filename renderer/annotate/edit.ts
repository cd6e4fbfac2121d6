/** What a person does to the boxes on the screen: shown at once, stored behind it. */
import {
  blankAttributes,
  boxFlags,
  boxGrades,
  type FlagName,
  type GradeName,
} from '#terms/boxes/attributes.ts';
import type { BoxFields } from '#terms/boxes/boxes.ts';
import { selectedBoxes, useAnnotate, visibleBoxes, type ScreenBox } from './annotate-store.ts';
import type { PhotoRect } from './geometry.ts';
import { newLocalId, save, type LocalChange } from './saving.ts';

const blank = {
  source: 'human',
  state: 'accepted',
  modelId: null,
  confidence: null,
  ...blankAttributes,
  updatedAt: 0,
  kind: 'place',
} as const;

/** Applies changes to the photo at hand. */
export function change(action: string, changes: readonly LocalChange[], checked?: boolean): void {
  const state = useAnnotate.getState();
  if (state.photoId === null || (changes.length === 0 && checked === undefined)) return;
  let { boxes } = state;
  const gone = new Set<number>();
  for (const each of changes)
    switch (each.kind) {
      case 'create':
        boxes = [...boxes, { ...blank, ...each.fields, id: each.boxId }];
        break;
      case 'set':
        boxes = boxes.map((box) => (box.id === each.boxId ? { ...box, ...each.fields } : box));
        break;
      case 'delete':
        boxes = boxes.filter(({ id }) => id !== each.boxId);
        gone.add(each.boxId);
    }
  useAnnotate.setState({
    boxes,
    checked: checked ?? state.checked,
    selected: new Set([...state.selected].filter((id) => !gone.has(id))),
  });
  save({ photoId: state.photoId, action, changes, ...(checked === undefined ? {} : { checked }) });
}

export function drawBox(rect: PhotoRect): void {
  const { sticky } = useAnnotate.getState();
  const boxId = newLocalId();
  const { x, y, w, h } = rect;
  change('Draw box', [{ kind: 'create', boxId, fields: { ...sticky, x, y, w, h } }]);
  useAnnotate.setState({ selected: new Set([boxId]) });
}

/** Moves or resizes; a proposal that a person puts right is accepted by that. */
export function placeBox(box: ScreenBox, rect: PhotoRect): void {
  const { x, y, w, h } = rect;
  const accepted = box.state === 'proposed' ? ({ state: 'accepted' } as const) : {};
  change('Move box', [{ kind: 'set', boxId: box.id, fields: { x, y, w, h, ...accepted } }]);
}

/** Sets a field of every selected box. */
export function setSelected(action: string, fields: Partial<BoxFields>): void {
  change(
    action,
    selectedBoxes().map(({ id }) => ({ kind: 'set', boxId: id, fields })),
  );
}

/** The next grade: none, the least, …, the most, none. */
const gradeAfter = (name: GradeName, grade: number | null): number | null =>
  grade === null ? boxGrades[name].least : grade === boxGrades[name].most ? null : grade + 1;

/** Gives every selected box this grade, or takes it away. */
export const setGrade = (name: GradeName, grade: number | null): void =>
  setSelected(`Grade ${name}`, { [name]: grade });

/** Gives every selected box the grade after that of the first. */
export function cycleGrade(name: GradeName): void {
  const [first] = selectedBoxes();
  if (first) setGrade(name, gradeAfter(name, first[name]));
}

export const setFlag = (name: FlagName, isSet: boolean): void =>
  setSelected(boxFlags[name].action, { [name]: isSet });

/** Accepts the selected proposals, or all that are shown if none is selected. */
export function accept(all: boolean): void {
  const chosen = all ? [] : selectedBoxes();
  const from = chosen.length > 0 ? chosen : visibleBoxes(useAnnotate.getState());
  const open = from.filter(({ state }) => state === 'proposed');
  change(
    open.length === 1 ? 'Accept detection' : `Accept ${open.length} detections`,
    open.map(({ id }) => ({ kind: 'set', boxId: id, fields: { state: 'accepted' } })),
  );
}

/** Rejects selected proposals, which are kept as rejected, and deletes other selected boxes. */
export function removeSelected(): void {
  const chosen = selectedBoxes();
  const proposals = chosen.filter(({ state }) => state === 'proposed').length;
  change(
    proposals === chosen.length
      ? `Reject ${proposals === 1 ? 'detection' : `${proposals} detections`}`
      : `Delete ${chosen.length === 1 ? 'box' : `${chosen.length} boxes`}`,
    chosen.map(({ id, state }) =>
      state === 'proposed'
        ? { kind: 'set', boxId: id, fields: { state: 'rejected' } }
        : { kind: 'delete', boxId: id },
    ),
  );
}

/** A little down and to the right, so that both are seen. */
const beside = 0.01;

function copies(of: readonly ScreenBox[], shift: number): LocalChange[] {
  return of.map(({ classId, side, x, y, w, h }) => ({
    kind: 'create',
    boxId: newLocalId(),
    fields: {
      classId,
      side,
      x: Math.min(1 - w, x + shift),
      y: Math.min(1 - h, y + shift),
      w,
      h,
    },
  }));
}

function addCopies(action: string, of: readonly ScreenBox[], shift: number): void {
  const changes = copies(of, shift);
  change(action, changes);
  useAnnotate.setState({ selected: new Set(changes.map(({ boxId }) => boxId)) });
}

export const duplicateSelected = (): void => addCopies('Duplicate', selectedBoxes(), beside);

/** The accepted boxes of the photo before, in the same places. */
export const copyFromBefore = (): void => {
  const accepted = useAnnotate.getState().before.filter(({ state }) => state === 'accepted');
  addCopies('Copy boxes of the photo before', accepted, 0);
};

/** Rejects what is proposed and says that a person looked and saw no animal. */
export function nothingHere(): void {
  const open = useAnnotate.getState().boxes.filter(({ state }) => state === 'proposed');
  change(
    'No animals here',
    open.map(({ id }) => ({ kind: 'set', boxId: id, fields: { state: 'rejected' } })),
    true,
  );
}

/** Moves the selected boxes by pixels of the photo. */
export function nudge(dx: number, dy: number): void {
  const { photo } = useAnnotate.getState();
  if (photo === null) return;
  change(
    'Nudge',
    selectedBoxes().map(({ id, x, y, w, h }) => ({
      kind: 'set',
      boxId: id,
      fields: {
        x: Math.min(1 - w, Math.max(0, x + dx / photo.width)),
        y: Math.min(1 - h, Math.max(0, y + dy / photo.height)),
      },
    })),
  );
}
