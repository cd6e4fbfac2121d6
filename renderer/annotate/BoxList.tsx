import { Badge, Checkbox, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconCheck, IconSparkles, IconUser } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { BoxClass } from '#terms/boxes/boxes.ts';
import { boxFlags, boxGrades, flagNames, gradeNames, gradesFrom } from '#terms/boxes/attributes.ts';
import { side, sides } from '#terms/sides.ts';
import { select, useAnnotate, visibleBoxes, type ScreenBox } from './annotate-store.ts';
import { chooseClass, chooseSide } from './attribute-actions.ts';
import { setFlag, setGrade } from './edit.ts';
import { focusOn } from './open-photo.ts';
import { classColour } from './paint-boxes.ts';

/** Chosen where no grade is. */
const NOT_GRADED = 'none';

function wordsOf(box: ScreenBox, name: string): string {
  const grades = gradeNames
    .filter((grade) => box[grade] !== null)
    .map((grade) => `${boxGrades[grade].short.toLowerCase()} ${box[grade]}`);
  const flags = flagNames
    .filter((flag) => box[flag])
    .map((flag) => boxFlags[flag].title.toLowerCase());
  return [
    name,
    box.side === 'unknown' ? 'side unknown' : box.side,
    box.state === 'proposed'
      ? `detection to check${box.confidence === null ? '' : `, confidence ${box.confidence.toFixed(2)}`}`
      : 'accepted',
    ...grades,
    ...flags,
  ].join(', ');
}

function Attributes({ box, classes }: { box: ScreenBox; classes: readonly BoxClass[] }) {
  return (
    <Stack gap={8} className="box-attributes">
      <Select
        label="Class"
        size="xs"
        allowDeselect={false}
        value={`${box.classId}`}
        data={classes.map(({ id, name }, at) => ({ value: `${id}`, label: `${at + 1}  ${name}` }))}
        onChange={(value) => {
          if (value !== null) chooseClass(Number(value));
        }}
      />
      <div>
        <Text size="xs" id="side-label">
          Side of the animal
        </Text>
        <SegmentedControl
          aria-labelledby="side-label"
          size="xs"
          fullWidth
          value={box.side}
          onChange={(value) => chooseSide(value)}
          data={side.options.map((value) => ({ value, label: sides[value].title }))}
        />
      </div>
      {gradeNames.map((grade) => (
        <Group key={grade} justify="space-between" wrap="nowrap" gap={6}>
          <Text size="xs" id={`grade-${grade}`}>
            {boxGrades[grade].short} <kbd>{boxGrades[grade].shortcut.toUpperCase()}</kbd>
          </Text>
          <SegmentedControl
            aria-labelledby={`grade-${grade}`}
            size="xs"
            value={String(box[grade] ?? NOT_GRADED)}
            onChange={(value) => setGrade(grade, value === NOT_GRADED ? null : Number(value))}
            data={[{ value: NOT_GRADED, label: '–' }, ...gradesFrom(grade).map(String)]}
          />
        </Group>
      ))}
      {flagNames.map((flag) => (
        <Checkbox
          key={flag}
          size="xs"
          label={`${boxFlags[flag].title} (${boxFlags[flag].shortcut.toUpperCase()})`}
          checked={box[flag]}
          onChange={(event) => setFlag(flag, event.currentTarget.checked)}
        />
      ))}
    </Stack>
  );
}

/** The boxes of the photo as a list for keyboard and screen reader, with what is known of each. */
export function BoxList({ classes }: { classes: readonly BoxClass[] }) {
  const state = useAnnotate();
  const list = useRef<HTMLDivElement>(null);
  const boxes = visibleBoxes({ ...state, hidden: false });
  const first = boxes.find(({ id }) => state.selected.has(id));
  const firstId = first?.id;
  useEffect(() => {
    if (firstId !== undefined)
      list.current
        ?.querySelector(`[data-box="${firstId}"]`)
        ?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }, [firstId]);
  const nameOf = (classId: number) => classes.find(({ id }) => id === classId)?.name ?? 'box';
  const placeOf = (classId: number) => classes.findIndex(({ id }) => id === classId) + 1;
  return (
    <>
      <Group justify="space-between" px={12} pt={10}>
        <Text fw={600} component="h2" fz={13} m={0}>
          Boxes ({boxes.length})
        </Text>
        {state.checked && (
          <Badge color="teal" variant="light" leftSection={<IconCheck size={12} />}>
            checked
          </Badge>
        )}
      </Group>
      {boxes.length === 0 ? (
        <Text c="dimmed" px={12} py={8} size="sm">
          {state.hidden
            ? 'Boxes are hidden (H shows them).'
            : 'Drag round a fin to draw the first box, or press N if no animal is here.'}
        </Text>
      ) : (
        <div
          ref={list}
          className="box-list"
          role="listbox"
          aria-label="Boxes of this photo"
          aria-multiselectable
          // So that the list can be scrolled by keys when it is longer than its place.
          tabIndex={0}
        >
          {boxes.map((box, at) => (
            <div
              key={box.id}
              data-box={box.id}
              role="option"
              aria-selected={state.selected.has(box.id)}
              aria-label={wordsOf(box, nameOf(box.classId))}
              className="box-row"
              tabIndex={-1}
              onClick={() => select(box.id)}
              onDoubleClick={() => focusOn(box.id)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') focusOn(box.id);
              }}
            >
              <span
                className="box-swatch"
                style={{ borderColor: classColour(placeOf(box.classId)) }}
                data-proposed={box.state === 'proposed'}
              />
              <span>{at + 1}</span>
              <span className="box-name">{nameOf(box.classId)}</span>
              <span>{sides[box.side].letter}</span>
              <span className="box-grades">
                {gradeNames.map((grade) => box[grade] ?? '·').join('')}
              </span>
              {box.source === 'human' ? (
                <IconUser size={14} aria-hidden />
              ) : (
                <IconSparkles size={14} aria-hidden />
              )}
              {box.state === 'proposed' && box.confidence !== null && (
                <span>{box.confidence.toFixed(2)}</span>
              )}
            </div>
          ))}
        </div>
      )}
      {first !== undefined && <Attributes box={first} classes={classes} />}
    </>
  );
}
