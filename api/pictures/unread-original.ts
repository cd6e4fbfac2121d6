import type { Catalogue } from '#catalog/catalogue.ts';
import { markReplaced } from '#catalog/import/replaced.ts';
import { AnotherPictureError } from '#catalog/pictures/identity/original.ts';
import { reasonOf } from '#catalog/system-words.ts';
import { AppError } from '../errors.ts';

/** Why a photo's file could not be used; one that is another picture's is remembered as such. */
export function unreadOriginal(
  catalogue: Catalogue,
  photoId: number,
  path: string,
  error: unknown,
): AppError {
  if (error instanceof AnotherPictureError) {
    if (!catalogue.readOnly) markReplaced(catalogue, [photoId]);
    return new AppError('not-found', error.message, { photoId, path });
  }
  return new AppError(
    'not-found',
    `${reasonOf(error)} Photos that have moved are found again by relinking.`,
    { photoId, path },
  );
}
