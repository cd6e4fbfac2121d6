import type { BoxFacts } from '#terms/boxes/facts.ts';
import './review.css';
import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { ReviewPair, type ReviewSide } from './ReviewPair.tsx';

interface ReviewRow {
  key: string;
  boxes: readonly [
    Pick<BoxFacts, 'boxId' | 'revision'>,
    Pick<BoxFacts, 'boxId' | 'revision'> | null,
  ];
  words: ReactNode;
}

/** What was found, and the chosen finding large, with what can be done about it. */
export function ReviewBody({
  label,
  rows,
  chosen,
  choose,
  why,
  left,
  right,
  children,
}: {
  /** What the list holds, and in which order. */
  label: string;
  rows: readonly ReviewRow[];
  chosen: number;
  choose: (place: number) => void;
  why: string;
  left: ReviewSide;
  right: ReviewSide;
  /** Buttons. */
  children: ReactNode;
}) {
  return (
    <div className="review">
      <ol className="review-list" aria-label={label}>
        {rows.map(({ key, boxes: [first, second], words }, place) => (
          <li key={key}>
            <button
              type="button"
              className="row-button review-row"
              aria-current={place === chosen || undefined}
              onClick={() => choose(place)}
            >
              <BoxThumb box={first} />
              <BoxThumb box={second} />
              <span>{words}</span>
            </button>
          </li>
        ))}
      </ol>
      <div className="review-main">
        <p className="review-why">{why}</p>
        <ReviewPair left={left} right={right} />
        <Group className="review-acts">{children}</Group>
      </div>
    </div>
  );
}
