import { Fragment } from 'react';
import type { Disagreement, GivenVerdict } from '#terms/identity/second-review.ts';
import { saysOf } from '#terms/identity/verdicts.ts';

/** Who gave a verdict, in a word or two. */
export const whoSaid = ({ reviewer, origin }: GivenVerdict): string =>
  reviewer ?? (origin === 'import' ? 'Imported' : 'Somebody');

/** What the two said, in one line. */
export function Dispute({ apart, isOwn }: { apart: Disagreement; isOwn: boolean }) {
  return (
    <div className="identify-say" data-quiet role="note" aria-label="What the two said">
      {[apart.first, apart.second].map((given, index) => (
        <Fragment key={given.decisionId}>
          {index === 1 && ' · '}
          <strong>{whoSaid(given)}</strong>: {saysOf(given.verdict)}{' '}
          {given.code !== null && <strong>{given.code}</strong>}
          {given.note !== '' && ` (${given.note})`}
        </Fragment>
      ))}
      <span className="identify-say-more">
        {isOwn
          ? 'You are one of the two: settling asks you why.'
          : 'Your verdict is the last word.'}
      </span>
    </div>
  );
}
