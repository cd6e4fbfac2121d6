import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';
import { MistakeList } from '../reports/MistakeList.tsx';
import { PlaceButton } from '../reports/PlaceButton.tsx';

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

/** Mistakes of one kind; each opens its photo in Annotate at that place. */
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
  atOnce?: number;
}) {
  return (
    <MistakeList
      title={title}
      empty={empty}
      mistakes={mistakes}
      keyOf={keyOf}
      look="gallery"
      atOnce={atOnce}
    >
      {(mistake) => {
        const said = note?.(mistake) ?? null;
        return (
          <PlaceButton box={mistake} boxId={mistake.what === 'miss' ? mistake.boxId : null}>
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
          </PlaceButton>
        );
      }}
    </MistakeList>
  );
}
