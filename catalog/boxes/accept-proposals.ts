import type { AboveThreshold } from '#terms/boxes/proposals.ts';
import type { Catalogue } from '../catalogue.ts';
import { above, countAbove } from '../queries/proposals.ts';
import { applyEdit } from './box-edits.ts';
import { nextEditId } from './edit-log.ts';

/** Accepts every proposal from a confidence on; one undo takes all of it back. */
export function acceptAbove(
  catalogue: Catalogue,
  minConfidence: number,
  reviewerId: number | null,
  now: number,
): AboveThreshold {
  return catalogue.transaction(() => {
    const told = countAbove(catalogue, minConfidence);
    const rows = catalogue.all<{ id: number; photoId: number; version: number }>(
      `SELECT id, photo_id AS photoId, updated_at AS version FROM boxes WHERE ${above}
       ORDER BY photo_id, id`,
      minConfidence,
    );
    const byPhoto = Map.groupBy(rows, ({ photoId }) => photoId);
    const batch = nextEditId(catalogue);
    for (const [photoId, boxes] of byPhoto)
      applyEdit(
        catalogue,
        {
          photoId,
          action: `Accept ${told.boxes} detections from ${Math.round(minConfidence * 100)} % on`,
          changes: boxes.map(({ id, version }) => ({
            kind: 'set',
            boxId: id,
            version,
            fields: { state: 'accepted' },
          })),
        },
        reviewerId,
        now,
        batch,
      );
    return told;
  });
}
