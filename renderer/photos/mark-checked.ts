import { api } from '../client/connection.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { attempt } from '../client/error-words.ts';

/** A checked photo was looked at by a person; without boxes it shows no animal. */
export function markChecked(photoIds: number[], checked: boolean): void {
  if (photoIds.length === 0) return;
  asReviewer(() => {
    void attempt('The mark could not be stored', () =>
      api.photos.setChecked({ photoIds, checked }),
    );
  });
}
