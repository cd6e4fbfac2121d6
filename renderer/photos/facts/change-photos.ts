import type { PhotoChange, PhotoEdit } from '#terms/photos/edits.ts';
import { api } from '../../client/connection.ts';
import { attempt, showDone } from '../../client/error-words.ts';
import { counted } from '../../parts/words.ts';
import { asReviewer } from '../../reviewer/as-reviewer.ts';

const howToUndo = 'Undo is under "Dates and places".';

/** Says what a change came to, and where it is taken back. */
export function tellEdit({ photos }: PhotoEdit): void {
  showDone(
    photos === 0
      ? 'Nothing was to be changed.'
      : `${counted(photos, 'photo')} changed. ${howToUndo}`,
  );
}

/** Changes facts under the name of who is at the screen. */
export function changePhotos(photoIds: number[], change: PhotoChange): void {
  asReviewer(() => {
    void attempt('The photos could not be changed', async () =>
      tellEdit(await api.photos.edit({ photoIds, change })),
    );
  });
}

/** Takes back the last change of dates, places or photographers that stands. */
export function undoLastChange(): void {
  asReviewer(() => {
    void attempt('It could not be taken back', async () => {
      const last = await api.photos.lastEdit();
      if (last === null) {
        showDone('There is no change of photos to take back.');
        return;
      }
      const { photos } = await api.photos.undoEdit({ editId: last.editId });
      showDone(`Taken back: ${last.action} of ${counted(photos, 'photo')}.`);
    });
  });
}
