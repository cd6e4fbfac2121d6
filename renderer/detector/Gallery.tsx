import '../reports/reports.css';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { DetectorEvaluation } from '#api/contract/index.ts';
import { showPlace } from '../annotate/open-photo.ts';
import { attempt } from '../client/error-words.ts';
import { count } from '../parts/words.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';

type FalseAlarm = DetectorEvaluation['falseAlarms'][number];
type Miss = DetectorEvaluation['misses'][number];
export type Mistake = ({ what: 'false alarm' } & FalseAlarm) | ({ what: 'miss' } & Miss);

export const falseAlarmsOf = ({ falseAlarms }: DetectorEvaluation): Mistake[] =>
  falseAlarms.map((alarm) => ({ what: 'false alarm', ...alarm }));
export const missesOf = ({ misses }: DetectorEvaluation): Mistake[] =>
  misses.map((miss) => ({ what: 'miss', ...miss }));

const factsOf = (mistake: Mistake): string =>
  mistake.what === 'miss'
    ? mistake.overlap > 0
      ? `best overlap ${mistake.overlap.toFixed(2)}`
      : 'nothing near it'
    : `confidence ${mistake.confidence.toFixed(2)}`;

const keyOf = (mistake: Mistake) =>
  mistake.what === 'miss'
    ? `miss ${mistake.boxId}`
    : `alarm ${mistake.photoId} ${mistake.x.toFixed(4)} ${mistake.y.toFixed(4)}`;

/** Mistakes as pictures, the worst first; each opens its photo in Annotate at that place. */
export function Gallery({
  title,
  empty,
  mistakes,
  note,
  atOnce = 12,
}: {
  title: string;
  /** What it means that there are none. */
  empty: string;
  mistakes: readonly Mistake[];
  /** Said of a single mistake, such as which other version makes it too. */
  note?: (mistake: Mistake) => string | null;
  /** Shown at first; the worst come first, and a wall of pictures helps nobody. */
  atOnce?: number;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? mistakes : mistakes.slice(0, atOnce);
  return (
    <section aria-label={title} className="gallery">
      <Text component="h3" fw={600} mb="xs">
        {title} ({mistakes.length})
      </Text>
      {mistakes.length === 0 && <Text c="dimmed">{empty}</Text>}
      <ul>
        {shown.map((mistake) => {
          const said = note?.(mistake) ?? null;
          return (
            <li key={keyOf(mistake)}>
              <button
                type="button"
                className="gallery-item"
                title={`${mistake.photoName}: open in Annotate`}
                onClick={() =>
                  void attempt('The photo could not be opened', () =>
                    showPlace(
                      mistake.photoId,
                      mistake,
                      mistake.what === 'miss' ? mistake.boxId : null,
                    ),
                  )
                }
              >
                <PhotoArea
                  box={mistake}
                  dashed={mistake.what === 'false alarm'}
                  alt={`${mistake.what === 'miss' ? 'Missed' : 'Taken for'} ${mistake.className} on ${mistake.photoName}`}
                />
                <span className="gallery-facts">
                  <span>{mistake.className}</span>
                  <span>{factsOf(mistake)}</span>
                </span>
                {said !== null && <span className="gallery-note">{said}</span>}
              </button>
            </li>
          );
        })}
      </ul>
      {mistakes.length > atOnce && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(mistakes.length)}`}
        </Button>
      )}
    </section>
  );
}
