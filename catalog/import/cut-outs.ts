/** Pictures that are the animal: cut out of photos by somebody else, one animal each. */
import { relative, isAbsolute } from 'node:path';
import { wholePhoto } from '#terms/geometry.ts';
import { looksLikeCutOuts, type PictureLook } from '#terms/photos/cut-outs.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import { removeUnjudged } from '../boxes/store-detections.ts';
import type { Catalogue } from '../catalogue.ts';
import { identityClass } from '../queries/identity-class.ts';

interface PhotoPlace extends PictureLook {
  id: number;
  path: string;
  boxes: number;
}

/** Photos at these paths, or in these folders. */
function photosAt(catalogue: Catalogue, paths: readonly string[]): PhotoPlace[] {
  const photos = catalogue.all<Omit<PhotoPlace, 'path'> & { root: string; relPath: string }>(
    `SELECT p.id, r.path AS root, p.rel_path AS relPath, p.width, p.height, p.camera, p.taken_ms AS takenMs,
       p.box_count - p.proposed_count AS boxes
     FROM photos p JOIN roots r ON r.id = p.root_id ORDER BY p.id`,
  );
  const isIn = (path: string) =>
    paths.some((folder) => {
      const below = relative(folder, path);
      return below === '' || !(below.startsWith('..') || isAbsolute(below));
    });
  return photos.flatMap(({ root, relPath, ...photo }) => {
    const path = `${root}/${relPath}`;
    return isIn(path) ? [{ ...photo, path }] : [];
  });
}

/**
 * Gives photos without a box one of all of the picture, which says that the picture is the animal, and marks them as
 * checked: there is nothing else to find on them. Proposals that nobody judged go. A name that the photo has goes to
 * its box.
 *
 * @param paths folders or files, absolute
 * @param className of the boxes; where not given that of the embedder in use, else the first
 * @returns how many became one
 */
export function makeCutOuts(
  catalogue: Catalogue,
  paths: readonly string[],
  className: string | null,
  now: number,
): number {
  return catalogue.transaction(() => {
    const classId =
      className === null ? (identityClass(catalogue) ?? 1) : boxClassId(catalogue, className);
    const photos = photosAt(catalogue, paths).filter(({ boxes }) => boxes === 0);
    for (const { id: photoId } of photos) {
      removeUnjudged(catalogue, photoId);
      insertBox(
        catalogue,
        { photoId, classId, kind: 'cut-out', ...wholePhoto, source: 'import', state: 'accepted' },
        now,
      );
      catalogue.run(
        'UPDATE photos SET checked_at = coalesce(checked_at, ?) WHERE id = ?',
        now,
        photoId,
      );
    }
    return photos.length;
  });
}

/** How many photos at these paths have no box, where they look like cut-outs; 0 where they do not. */
export function likelyCutOuts(catalogue: Catalogue, paths: readonly string[]): number {
  const photos = photosAt(catalogue, paths).filter(({ boxes }) => boxes === 0);
  return looksLikeCutOuts(photos) ? photos.length : 0;
}
