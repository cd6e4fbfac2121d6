import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { showPlace } from '../annotate/open-photo.ts';
import { attempt } from '../client/error-words.ts';
import { count } from '../parts/words.ts';
import { marksInWords, photoPairs } from './compare-photos.ts';
import { wholePhoto, windowOf } from './mark-labels.ts';
import { MarkedPhoto } from './MarkedPhoto.tsx';

/** The photos that both versions were judged on, one after another, with what each says of it. */
export function ComparePhotos({
  reports: [a, b],
  names,
}: {
  reports: readonly [DetectorEvaluation, DetectorEvaluation];
  names: readonly [string, string];
}) {
  const pairs = useMemo(() => photoPairs(a, b), [a, b]);
  const differing = useMemo(() => pairs.filter(({ differ }) => differ > 0), [pairs]);
  const [which, setWhich] = useState<'differing' | 'all'>('differing');
  const [wanted, setAt] = useState(0);
  const [isClose, setClose] = useState(true);
  const shown = which === 'all' || differing.length === 0 ? pairs : differing;
  const at = Math.min(wanted, shown.length - 1);
  const pair = shown[at];
  if (pair === undefined)
    return (
      <Text size="sm" c="dimmed">
        Their reports were made before photos were kept with them. Judge both again to see the
        photos side by side.
      </Text>
    );
  // One window for both, so that the same place lies at the same spot.
  const window = isClose ? windowOf([...pair.a, ...pair.b]) : wholePhoto;
  const go = (by: number) => setAt(Math.min(shown.length - 1, Math.max(0, at + by)));
  return (
    <section
      className="compare-photos"
      aria-label="Photos side by side"
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') go(-1);
        if (key === 'ArrowRight') go(1);
      }}
    >
      <Group justify="space-between">
        <Text component="h3" fw={600}>
          Photos side by side
        </Text>
        <SegmentedControl
          aria-label="Which photos"
          size="xs"
          value={differing.length === 0 ? 'all' : which}
          onChange={(value) => {
            setWhich(value === 'all' ? 'all' : 'differing');
            setAt(0);
          }}
          data={[
            {
              value: 'differing',
              label: `Where they differ (${count(differing.length)})`,
              disabled: differing.length === 0,
            },
            { value: 'all', label: `All (${count(pairs.length)})` },
          ]}
        />
      </Group>
      <Group gap="sm">
        <ActionIcon
          variant="default"
          aria-label="Photo before"
          disabled={at === 0}
          onClick={() => go(-1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label="Next photo"
          disabled={at === shown.length - 1}
          onClick={() => go(1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
        <Text size="sm" role="status">
          {count(at + 1)} of {count(shown.length)}: {pair.photoName}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() =>
            void attempt('The photo could not be opened', () =>
              showPlace(pair.photoId, { x: 0, y: 0, w: 1, h: 1 }, null),
            )
          }
        >
          Open in Annotate
        </Button>
        <SegmentedControl
          aria-label="How much of the photo"
          size="xs"
          ml="auto"
          value={isClose ? 'close' : 'whole'}
          onChange={(value) => setClose(value === 'close')}
          data={[
            { value: 'close', label: 'Close up' },
            { value: 'whole', label: 'Whole photo' },
          ]}
        />
      </Group>
      <div className="two-columns">
        {[
          { name: names[0], marks: pair.a },
          { name: names[1], marks: pair.b },
        ].map(({ name, marks }) => (
          <figure key={name}>
            <figcaption>
              <b>{name}</b> {marksInWords(marks)}
            </figcaption>
            <MarkedPhoto
              key={pair.photoId}
              photoId={pair.photoId}
              marks={marks}
              window={window}
              alt={`${pair.photoName} as ${name} sees it`}
            />
          </figure>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        Each at the confidence where its F1 is best. Solid: found, with its confidence. Dotted: a
        box that it misses. Dashed: a false alarm. Arrow keys go from photo to photo.
      </Text>
    </section>
  );
}
