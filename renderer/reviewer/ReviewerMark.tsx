import './reviewer.css';
import { Tooltip } from '@mantine/core';
import { useReviewers } from '../client/queries.ts';
import { useReviewerId } from '../client/seat.ts';
import { askReviewer } from './ask-reviewer.ts';

/** The initials of who is at the screen. */
export function ReviewerMark() {
  const current = useReviewerId();
  const { data: reviewers } = useReviewers();
  const reviewer = reviewers?.find(({ id }) => id === current);
  const label =
    reviewer === undefined ? 'Who is deciding? Set your name' : `Reviewer: ${reviewer.name}`;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="reviewer-mark"
        aria-label={label}
        onClick={() => askReviewer()}
      >
        {reviewer?.initials ?? '?'}
      </button>
    </Tooltip>
  );
}
