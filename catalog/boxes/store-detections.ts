/** What a detector found becomes proposals, without touching anything that a person drew or judged. */
import type { DetectedPhoto } from '#terms/boxes/detections.ts';
import { overlapOf, sameThing, type Rectangle } from '#terms/geometry.ts';
import { standForPhoto } from '../names/stand-for-photo.ts';
import { boxClassId } from './box-classes.ts';
import { isPlace } from './box-kinds.ts';
import { insertBox } from './insert-box.ts';
import type { Catalogue } from '../catalogue.ts';

/**
 * Stores what was found, one transaction for all photos. Proposals of before that nobody judged go; what is
 * found again where a person drew, accepted, rejected or deleted a box of the class is not proposed. A photo that is
 * left without any is looked at as a whole from then on. Told again, it changes nothing but the ids of the proposals.
 *
 * @returns proposals stored, and unjudged ones of before that they replaced
 */
export function storeDetections(
  catalogue: Catalogue,
  modelId: number,
  found: readonly DetectedPhoto[],
  now: number,
): { proposals: number; replaced: number } {
  return catalogue.transaction(() => {
    let proposals = 0;
    let replaced = 0;
    const classIds = new Map<string, number>();
    const classOf = (name: string) => {
      const known = classIds.get(name) ?? boxClassId(catalogue, name);
      classIds.set(name, known);
      return known;
    };
    for (const { photoId, boxes } of found) {
      // A photo that was taken out meanwhile has no place for boxes.
      if (catalogue.value('SELECT 1 FROM photos WHERE id = ?', photoId) === undefined) continue;
      replaced += removeUnjudged(catalogue, photoId);
      // What is left is a person's: drawn, imported, judged, touched, or a proposal that was deleted.
      const judged = catalogue.all<Rectangle & { classId: number }>(
        `SELECT class_id AS classId, x, y, w, h FROM boxes
         WHERE photo_id = ? AND (deleted_at IS NULL OR source = 'model') AND ${isPlace('boxes')}`,
        photoId,
      );
      for (const { className, confidence, ...place } of boxes) {
        const classId = classOf(className);
        const isJudged = judged.some(
          (other) => other.classId === classId && overlapOf(other, place) > sameThing,
        );
        if (isJudged) continue;
        const box = { photoId, classId, ...place, source: 'model', state: 'proposed' } as const;
        insertBox(catalogue, { ...box, modelId, confidence }, now);
        proposals += 1;
      }
      standForPhoto(catalogue, modelId, photoId, now);
    }
    return { proposals, replaced };
  });
}

/** Takes away what detectors proposed on a photo and nobody touched: no edit, no verdict. */
export function removeUnjudged(catalogue: Catalogue, photoId: number): number {
  return catalogue.run(
    `DELETE FROM boxes WHERE photo_id = ? AND state = 'proposed' AND source = 'model'
       AND ${isPlace('boxes')} AND deleted_at IS NULL AND updated_at = created_at
       AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.box_id = boxes.id)`,
    photoId,
  ).changes;
}
