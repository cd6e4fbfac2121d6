import { createElement } from 'react';
import { openDialog } from '../dialogs/dialog-store.ts';
import { ReviewerForm } from './ReviewerForm.tsx';

/** Asks who is at the screen, and goes on once it is said. */
export const askReviewer = (then: (reviewerId: number) => void = () => {}): void =>
  openDialog({
    title: 'Who is at the screen?',
    Body: ({ onDone }) =>
      createElement(ReviewerForm, {
        onDone: (reviewerId) => {
          onDone();
          if (reviewerId !== null) then(reviewerId);
        },
      }),
  });
