import './reviewer.css';
import { Tooltip } from '@mantine/core';
import { useReviewers, useSettings } from '../client/queries.ts';
import { askReviewer } from './ask-reviewer.ts';

/** The initials of who is at the screen. */
export function ReviewerMark() {
  const { data: settings } = useSettings();
  const { data: reviewers } = useReviewers();
  const reviewer = reviewers?.find(({ id }) => id === settings?.reviewerId);
  const label =
    reviewer === undefined ? 'Who is deciding? Set your name' : `Reviewer: ${reviewer.name}`;
  return (
    <Tooltip label={label}>
      <button type="button" className="reviewer-mark" aria-label={label} onClick={askReviewer}>
        {reviewer?.initials ?? '?'}
      </button>
    </Tooltip>
  );
}
