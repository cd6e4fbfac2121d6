import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';

/**
 * Gives photos without a box one round the whole picture, for pictures that show one animal each and
 * were cropped by somebody else.
 *
 * @param folder only photos below it, absolute
 * @returns how many got one
 */
export function addWholePhotoBoxes(
  catalogue: Catalogue,
  folder: string,
  classId: number,
  now: number,
): number {
  return catalogue.transaction(() => {
    const photos = catalogue.all<{ id: number; path: string }>(
      `SELECT p.id, r.path || '/' || p.rel_path AS path FROM photos p
       JOIN roots r ON r.id = p.root_id WHERE p.box_count = 0`,
    );
    const inside = photos.filter(({ path }) => path.startsWith(`${folder}/`));
    for (const { id: photoId } of inside)
      insertBox(
        catalogue,
        { photoId, classId, x: 0, y: 0, w: 1, h: 1, source: 'import', state: 'accepted' },
        now,
      );
    return inside.length;
  });
}
