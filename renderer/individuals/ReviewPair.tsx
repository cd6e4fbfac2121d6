import './fin-figure.css';
import './review.css';
import { Text } from '@mantine/core';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { kindMarks } from '#terms/boxes/kinds.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';
import { dateTime } from '../parts/words.ts';

export interface ReviewSide {
  title: string;
  facts: string;
  box: BoxFacts | null;
}

function Half({ side }: { side: ReviewSide }) {
  const { title, facts, box } = side;
  return (
    <figure className="fin-figure review-half">
      {box === null ? (
        <div className="fin-figure-none">
          <Text c="dimmed">no photo that is alike</Text>
        </div>
      ) : (
        <PhotoArea box={box} alt={`${title}: ${box.photoName}`} />
      )}
      <figcaption>
        <strong title={title}>{title}</strong>
        <span>{facts}</span>
        {box !== null && (
          <span className="fin-figure-file" title={box.photoName}>
            {[
              box.photoName,
              kindMarks[box.kind],
              dateTime(box.takenMs),
              box.place ?? box.encounterName,
              box.side === 'unknown' ? 'side ?' : box.side,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

/** Two photos that the network puts together, or that a name does, to be judged by eye. */
export function ReviewPair({ left, right }: { left: ReviewSide; right: ReviewSide }) {
  return (
    <div className="review-pair">
      <Half side={left} />
      <Half side={right} />
    </div>
  );
}
