import type { Side } from '#terms/sides.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { hasPhoto, hasSelection, type AnnotateAction } from './annotate-action.ts';
import { selectedBoxes, useAnnotate } from './annotate-store.ts';
import { cycleGrade, setSelected } from './edit.ts';

/** Draws on with a class, and gives it to the selected boxes. */
export function chooseClass(classId: number): void {
  useAnnotate.setState(({ sticky }) => ({ sticky: { ...sticky, classId } }));
  if (hasSelection()) setSelected('Change class', { classId });
}

export function chooseSide(side: Side): void {
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

/** What is said of a box: class, side, grades. */
export const attributeActions: readonly AnnotateAction[] = [
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
