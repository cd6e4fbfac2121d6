import { hasPhoto, hasSelection, inReview, type AnnotateAction } from './annotate-action.ts';
import { select, useAnnotate, useViewport, visibleBoxes } from './annotate-store.ts';
import { accept, copyFromBefore, duplicateSelected, nudge, removeSelected } from './edit.ts';
import { focusOn, nextProposal, undo } from './open-photo.ts';

const hasProposal = () => useAnnotate.getState().boxes.some(({ state }) => state === 'proposed');

/** In review a verdict leads on to the next detection. */
const andOn = (work: () => void) => () => {
  work();
  if (inReview()) void nextProposal();
};

/** The box after the selected one, round and round. */
function loop(by: number): void {
  const boxes = visibleBoxes(useAnnotate.getState());
  if (boxes.length === 0) return;
  const at = boxes.findIndex(({ id }) => useAnnotate.getState().selected.has(id));
  const from = at === -1 && by < 0 ? 0 : at;
  const next = boxes[(from + by + boxes.length) % boxes.length];
  const { zoom, fitted } = useViewport.getState();
  // Who looks closely goes on looking closely.
  if (next && zoom.scale > fitted.scale * 1.01) focusOn(next.id);
  else if (next) select(next.id);
}

/** What is done to boxes as such. */
export const boxActions: readonly AnnotateAction[] = [
  {
    id: 'accept',
    title: 'Accept the selected detection',
    keys: ['Enter'],
    hint: 'accept',
    group: 'Boxes',
    when: hasProposal,
    perform: andOn(() => accept(false)),
  },
  {
    id: 'accept-all',
    title: 'Accept every detection on this photo',
    keys: ['shift+Enter'],
    group: 'Boxes',
    when: hasProposal,
    perform: andOn(() => accept(true)),
  },
  {
    id: 'remove',
    title: 'Reject the selected detection, delete the selected box',
    keys: ['Delete', 'Backspace'],
    hint: 'reject, delete',
    group: 'Boxes',
    when: hasSelection,
    perform: andOn(removeSelected),
  },
  {
    id: 'undo',
    title: 'Undo, on whichever photo it was',
    keys: ['z', 'ctrl+z'],
    hint: 'undo',
    group: 'Boxes',
    when: () => true,
    perform: () => undo(false),
  },
  {
    id: 'redo',
    title: 'Do again',
    keys: ['shift+z', 'ctrl+shift+z', 'ctrl+y'],
    group: 'Boxes',
    when: () => true,
    perform: () => undo(true),
  },
  {
    id: 'next-box',
    title: 'Next box',
    keys: ['.'],
    hint: 'next box',
    group: 'Boxes',
    when: () => visibleBoxes(useAnnotate.getState()).length > 0,
    perform: () => loop(1),
  },
  {
    id: 'previous-box',
    title: 'Box before',
    keys: [','],
    group: 'Boxes',
    when: () => visibleBoxes(useAnnotate.getState()).length > 0,
    perform: () => loop(-1),
  },
  {
    id: 'select-all',
    title: 'Select all boxes',
    keys: ['ctrl+a'],
    group: 'Boxes',
    when: hasPhoto,
    perform: () => select(...visibleBoxes(useAnnotate.getState()).map(({ id }) => id)),
  },
  {
    id: 'cancel',
    title: 'Cancel what is being drawn, or select nothing',
    keys: ['Escape'],
    group: 'Boxes',
    when: hasPhoto,
    perform: () => {
      const { corner, draft } = useAnnotate.getState();
      if (corner === null && draft === null) select();
      useAnnotate.setState({ corner: null, draft: null });
    },
  },
  {
    id: 'duplicate',
    title: 'Duplicate the selected boxes',
    keys: ['ctrl+d'],
    group: 'Boxes',
    when: hasSelection,
    perform: duplicateSelected,
  },
  {
    id: 'copy-before',
    title: 'Copy the boxes of the photo before',
    keys: ['c'],
    group: 'Boxes',
    when: () => useAnnotate.getState().before.some(({ state }) => state === 'accepted'),
    perform: copyFromBefore,
  },
  ...(
    [
      ['ArrowLeft', 'left', -1, 0],
      ['ArrowRight', 'right', 1, 0],
      ['ArrowUp', 'up', 0, -1],
      ['ArrowDown', 'down', 0, 1],
    ] as const
  ).map(([key, where, dx, dy]): AnnotateAction => ({
    id: `nudge-${where}`,
    title: `Move the selected boxes ${where} by 4 pixels`,
    keys: [`shift+${key}`],
    group: 'Boxes',
    when: hasSelection,
    perform: () => nudge(4 * dx, 4 * dy),
  })),
];
