import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconFlipVertical, IconLink, IconLinkOff } from '@tabler/icons-react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { kindMarks } from '#terms/boxes/kinds.ts';
import { boxGrades, ownGradeNames, qualityOf } from '#terms/boxes/attributes.ts';
import { dateTime } from '../parts/words.ts';
import { flip, resetViews, useIdentify } from './identify-store.ts';

const placeOf = (box: BoxFacts) =>
  box.place ??
  (box.latitude === null || box.longitude === null
    ? null
    : `${box.latitude.toFixed(3)}, ${box.longitude.toFixed(3)}`);

/** File, date, place and side of a picture, always in sight. */
export function BoxLine({ box }: { box: BoxFacts }) {
  const quality = qualityOf(box);
  const parts = [
    kindMarks[box.kind],
    dateTime(box.takenMs),
    placeOf(box) ?? box.encounterName,
    box.side === 'unknown' ? 'side ?' : box.side,
    quality === null ? null : `quality ${quality}`,
    ...ownGradeNames.map((name) =>
      box[name] === null ? null : `${boxGrades[name].short.toLowerCase()} ${box[name]}`,
    ),
  ];
  return (
    <span className="pane-facts" title={[box.photoName, ...parts].filter(Boolean).join(' · ')}>
      <strong>{box.photoName}</strong> {parts.filter(Boolean).join(' · ')}
    </span>
  );
}

export function StepTools() {
  const inStep = useIdentify((state) => state.inStep);
  return (
    <span className="pane-tools">
      <Tooltip label={inStep ? 'Both move in step (L)' : 'Each moves by itself (L)'}>
        <ActionIcon
          size="sm"
          variant={inStep ? 'light' : 'subtle'}
          color={inStep ? 'teal' : 'gray'}
          aria-label="In step"
          aria-pressed={inStep}
          onClick={() => useIdentify.setState({ inStep: !inStep })}
        >
          {inStep ? <IconLink size={15} /> : <IconLinkOff size={15} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Flip the candidate (F)">
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label="Flip the candidate"
          onClick={() => flip('candidate')}
        >
          <IconFlipVertical size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="As at first (0)">
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label="As at first"
          onClick={resetViews}
        >
          <IconArrowsMaximize size={15} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
