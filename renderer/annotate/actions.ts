import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { zoomAt } from '../photos/zoom.ts';
import {
  plainLight,
  select,
  selectedBoxes,
  useAnnotate,
  useViewport,
  visibleBoxes,
} from './annotate-store.ts';
import {
  accept,
  copyFromBefore,
  cycleGrade,
  duplicateSelected,
  nothingHere,
  nudge,
  removeSelected,
  setSelected,
} from './edit.ts';
import {
  focusOn,
  nextProposal,
  nextUnchecked,
  openList,
  openReview,
  step,
  undo,
} from './open-photo.ts';

/**
 * Something that can be done in Annotate. Keys, the sheet of all keys, the palette and the bottom line
 * are made from this one table.
 */
export interface AnnotateAction {
  id: string;
  title: string;
  /** As `KeyboardEvent.key`, lower case for letters, with `ctrl+`, `shift+` before it. */
  keys: readonly string[];
  /** Shown in the bottom line. */
  hint?: string;
  group: 'Photos' | 'Boxes' | 'Attributes' | 'View';
  when: () => boolean;
  perform: () => void;
}

const hasPhoto = () => useAnnotate.getState().photoId !== null;
const hasSelection = () => useAnnotate.getState().selected.size > 0;
const hasProposal = () => useAnnotate.getState().boxes.some(({ state }) => state === 'proposed');
const inReview = () => useAnnotate.getState().mode === 'review';

/** In review a verdict leads on to the next detection. */
const andOn = (work: () => void) => () => {
  work();
  if (inReview()) void nextProposal();
};

function zoomBy(factor: number): void {
  const { zoom, stage, fitted } = useViewport.getState();
  useViewport.setState({
    zoom: zoomAt(
      zoom,
      factor,
      stage.width / 2,
      stage.height / 2,
      Math.min(fitted.scale, zoom.scale),
    ),
  });
}

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

/** Draws on with a class, and gives it to the selected boxes. */
export function chooseClass(classId: number): void {
  useAnnotate.setState(({ sticky }) => ({ sticky: { ...sticky, classId } }));
  if (hasSelection()) setSelected('Change class', { classId });
}

export function chooseSide(side: 'left' | 'right' | 'unknown'): void {
  useAnnotate.setState(({ sticky }) => ({ sticky: { ...sticky, side } }));
  if (hasSelection()) setSelected('Change side', { side });
}

async function chooseClassAt(place: number): Promise<void> {
  await attempt('The class could not be chosen', async () => {
    const classes = await api.boxes.classes();
    const chosen = classes[place - 1];
    if (chosen) chooseClass(chosen.id);
  });
}

const photos: AnnotateAction[] = [
  {
    id: 'next-unchecked',
    title: 'Mark as checked and go to the next unchecked photo',
    keys: [' '],
    hint: 'checked, next',
    group: 'Photos',
    when: hasPhoto,
    perform: () => void nextUnchecked(),
  },
  {
    id: 'next',
    title: 'Next photo, or next detection in review',
    keys: ['ArrowRight'],
    group: 'Photos',
    when: hasPhoto,
    perform: () => void step(1),
  },
  {
    id: 'previous',
    title: 'Photo before, or detection before in review',
    keys: ['ArrowLeft'],
    group: 'Photos',
    when: hasPhoto,
    perform: () => void step(-1),
  },
  {
    id: 'nothing-here',
    title: 'No animals here: checked, and on to the next unchecked photo',
    keys: ['n'],
    hint: 'no animals',
    group: 'Photos',
    when: () =>
      hasPhoto() && !useAnnotate.getState().boxes.some(({ state }) => state === 'accepted'),
    perform: () => {
      nothingHere();
      void nextUnchecked();
    },
  },
  {
    id: 'review',
    title: 'Review detections, the doubtful ones first; again: back to all photos',
    keys: ['r'],
    hint: 'review',
    group: 'Photos',
    when: () => true,
    perform: () => {
      if (inReview()) void openList();
      else void openReview(useAnnotate.getState().minConfidence);
    },
  },
];

const boxes: AnnotateAction[] = [
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
    perform: () => void undo(false),
  },
  {
    id: 'redo',
    title: 'Do again',
    keys: ['shift+z', 'ctrl+shift+z', 'ctrl+y'],
    group: 'Boxes',
    when: () => true,
    perform: () => void undo(true),
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

const attributes: AnnotateAction[] = [
  ...Array.from({ length: 9 }, (_, at): AnnotateAction => ({
    id: `class-${at + 1}`,
    title: `Class ${at + 1}; it stays for the next boxes`,
    keys: [`${at + 1}`],
    ...(at === 0 ? { hint: 'to 9 class' } : {}),
    group: 'Attributes',
    when: hasPhoto,
    perform: () => void chooseClassAt(at + 1),
  })),
  ...(
    [
      ['l', 'left'],
      ['k', 'right'],
      ['u', 'unknown'],
    ] as const
  ).map(([key, side]): AnnotateAction => ({
    id: `side-${side}`,
    title: `Side ${side}; it stays for the next boxes`,
    keys: [key],
    group: 'Attributes',
    when: hasPhoto,
    perform: () => chooseSide(side),
  })),
  ...(
    [
      ['a', 'angle', 'Angle'],
      ['e', 'exposure', 'Exposure'],
      ['f', 'focus', 'Focus'],
      ['v', 'visible', 'Proportion visible'],
      ['d', 'distinctiveness', 'Distinctiveness'],
    ] as const
  ).map(([key, grade, words]): AnnotateAction => ({
    id: `grade-${grade}`,
    title: `${words}: 1, 2, 3, not graded`,
    keys: [key],
    group: 'Attributes',
    when: hasSelection,
    perform: () => cycleGrade(grade),
  })),
  {
    id: 'cannot-identify',
    title: 'Cannot be identified, or can',
    keys: ['x'],
    group: 'Attributes',
    when: hasSelection,
    perform: () => {
      const [first] = selectedBoxes();
      if (first) setSelected('Cannot identify', { cannotIdentify: !first.cannotIdentify });
    },
  },
];

const view: AnnotateAction[] = [
  {
    id: 'zoom-box',
    title: 'Zoom to the selected box; again: the whole photo',
    keys: ['g'],
    hint: 'zoom to box',
    group: 'View',
    when: hasPhoto,
    perform: () => {
      const [first] = selectedBoxes();
      const { zoom, fitted } = useViewport.getState();
      if (first && zoom.scale <= fitted.scale * 1.01) focusOn(first.id);
      else useViewport.setState({ zoom: fitted });
    },
  },
  {
    id: 'fit',
    title: 'The whole photo',
    keys: ['0'],
    group: 'View',
    when: hasPhoto,
    perform: () => useViewport.setState(({ fitted }) => ({ zoom: fitted })),
  },
  {
    id: 'zoom-in',
    title: 'Zoom in',
    keys: ['+', '='],
    group: 'View',
    when: hasPhoto,
    perform: () => zoomBy(1.4),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    keys: ['-'],
    group: 'View',
    when: hasPhoto,
    perform: () => zoomBy(1 / 1.4),
  },
  {
    id: 'hide',
    title: 'Hide the boxes, or show them',
    keys: ['h'],
    hint: 'hide',
    group: 'View',
    when: hasPhoto,
    perform: () => useAnnotate.setState(({ hidden }) => ({ hidden: !hidden })),
  },
  {
    id: 'light',
    title: 'Light as it was taken',
    keys: ['b'],
    group: 'View',
    when: hasPhoto,
    perform: () => useAnnotate.setState({ light: plainLight }),
  },
];

export const annotateActions: readonly AnnotateAction[] = [
  ...photos,
  ...boxes,
  ...attributes,
  ...view,
];

/** `ctrl+shift+z` of a key press; ⌘ counts as Ctrl. */
export function keyOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // A sign that needs Shift on some keyboards is the sign, not Shift and something.
  const shift = event.shiftKey && (event.key.length > 1 || /^[a-z]$/.test(key));
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${shift ? 'shift+' : ''}${key}`;
}

/** The action of a key press that can be done now. */
export function actionOfKey(key: string): AnnotateAction | undefined {
  return annotateActions.find(({ keys, when }) => keys.includes(key) && when());
}

const keyNames: Record<string, string> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
};

/** `ctrl+z` as a person reads it. */
export const readable = (key: string): string =>
  key
    .split(/\+(?=.)/)
    .map(
      (part) =>
        keyNames[part] ??
        (part.length === 1
          ? part.toUpperCase()
          : part.replace('ctrl', 'Ctrl').replace('shift', 'Shift')),
    )
    .join(' ');
