import { useState } from 'react';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useReviewers } from '../client/queries.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { takeBackLast } from './undo-edit.ts';

/**
 * Findings that a person says are none, taken back in turn; before the first of this list what was edited last
 * is taken back.
 * @param noun what is listed: `pair`, `photo`
 */
export function useFindings(noun: string) {
  const { data: reviewers = [] } = useReviewers();
  const [stored, setStored] = useState<number[]>([]);
  return {
    /** @param store says it to the catalogue and takes the finding off the list */
    dismiss: (store: (reviewerId: number) => Promise<{ findingId: number }>, said: string) =>
      asReviewer((reviewerId) => {
        void attempt('It could not be stored', async () => {
          const { findingId } = await store(reviewerId);
          setStored([...stored, findingId]);
          showDone(`${said} Ctrl Z takes it back.`);
        });
      }),
    undo: () =>
      asReviewer((reviewerId) => {
        const findingId = stored.at(-1);
        if (findingId === undefined) {
          const reviewer = reviewers.find(({ id }) => id === reviewerId)?.name ?? '';
          void takeBackLast(reviewer, reviewerId);
          return;
        }
        void attempt('It could not be taken back', async () => {
          await api.matching.undoFinding({ findingId, reviewerId });
          setStored(stored.slice(0, -1));
          showDone(`Taken back: the ${noun} is listed again.`);
        });
      }),
    /** After an edit of animals it is that which is taken back next. */
    forget: () => setStored([]),
  };
}
