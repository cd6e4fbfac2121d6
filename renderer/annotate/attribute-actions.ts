import { boxFlags, boxGrades, flagNames, gradeNames, gradesFrom } from '#terms/boxes/attributes.ts';
import { side, sides, type Side } from '#terms/sides.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { hasPhoto, hasSelection, type AnnotateAction } from './annotate-action.ts';
import { selectedBoxes, useAnnotate } from './annotate-store.ts';
import { cycleGrade, setFlag, setSelected } from './edit.ts';

/** Draws on with a class, and gives it to the selected boxes. */
export function chooseClass(classId: number): void {
  useAnnotate.setState(({ sticky }) => ({ sticky: { ...sticky, classId } }));
  if (hasSelection()) setSelected('Change class', { classId });
}

export function chooseSide(chosen: Side): void {
  useAnnotate.setState(({ sticky }) => ({ sticky: { ...sticky, side: chosen } }));
  if (hasSelection()) setSelected('Change side', { side: chosen });
}

async function chooseClassAt(place: number): Promise<void> {
  await attempt('The class could not be chosen', async () => {
    const classes = await api.boxes.classes();
    const chosen = classes[place - 1];
    if (chosen) chooseClass(chosen.id);
  });
}

/** What is said of a box: class, side, grades, flags. */
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
  ...side.options.map((each): AnnotateAction => ({
    id: `side-${each}`,
    title: `Side ${each}; it stays for the next boxes`,
    keys: [sides[each].shortcut],
    group: 'Attributes',
    when: hasPhoto,
    perform: () => chooseSide(each),
  })),
  ...gradeNames.map((name): AnnotateAction => {
    const { title, shortcut } = boxGrades[name];
    return {
      id: `grade-${name}`,
      title: `${title}: ${[...gradesFrom(name), 'not graded'].join(', ')}`,
      keys: [shortcut],
      group: 'Attributes',
      when: hasSelection,
      perform: () => cycleGrade(name),
    };
  }),
  ...flagNames.map((name): AnnotateAction => {
    const { toggles, shortcut } = boxFlags[name];
    return {
      id: boxFlags[name].column.replaceAll('_', '-'),
      title: toggles,
      keys: [shortcut],
      group: 'Attributes',
      when: hasSelection,
      perform: () => {
        const [first] = selectedBoxes();
        if (first) setFlag(name, !first[name]);
      },
    };
  }),
];
