/** A photo with names, as the rules read it. */
import type { Database } from 'better-sqlite3';
import type { BoxKind } from '#terms/boxes/kinds.ts';
import { mergedInto } from '../queries/merged-into.ts';
import { namesAnimal } from '../queries/naming-verdicts.ts';
import type { Place } from './animals-of-photo.ts';

export interface NamedPhotoRow extends Place {
  photoId: number;
  kind: BoxKind;
  /** Whether a detector found it, ours or another. */
  isDetected: 0 | 1;
  state: 'proposed' | 'accepted' | 'rejected';
  isDeleted: 0 | 1;
  /** The verdict that stands; null without any. */
  verdict: string | null;
  /** Whom it shows for that, after all merges. */
  individualId: number | null;
}

/** A decision that gave a name to a box. */
interface Placement {
  id: number;
  boxId: number;
  nameId: number;
  /** By the rules, and not by a person who was asked. */
  isAutomatic: 0 | 1;
  isUndone: 0 | 1;
  /** Taken back by a person, and not by the rules. */
  isRefused: 0 | 1;
  /** Whether anybody spoke about the box since. */
  isOverruled: 0 | 1;
}

export interface NamedPhoto {
  photoId: number;
  isChecked: boolean;
  rows: NamedPhotoRow[];
  placements: Placement[];
}

const inIds = 'IN (SELECT value FROM json_each(@ids))';

/** Boxes of the photos that stand, and all that ever stood for a photo as a whole. */
export function namedPhotos(db: Database, photoIds: Iterable<number>): NamedPhoto[] {
  const ids = JSON.stringify([...photoIds]);
  const rows = db
    .prepare<{ ids: string }, NamedPhotoRow>(
      `WITH RECURSIVE ${mergedInto}
       SELECT b.id AS boxId, b.photo_id AS photoId, b.kind, b.class_id AS classId, c.position, b.x, b.y, b.w, b.h,
         b.confidence IS NOT NULL OR b.source = 'model' AS isDetected, b.state, b.deleted_at IS NOT NULL AS isDeleted, w.verdict,
         iif(${namesAnimal('w.verdict')}, m.into_id, NULL) AS individualId
       FROM json_each(@ids) j JOIN boxes b ON b.photo_id = j.value
       JOIN box_classes c ON c.id = b.class_id
       LEFT JOIN box_identity w ON w.box_id = b.id LEFT JOIN merged m ON m.id = w.individual_id
       WHERE b.deleted_at IS NULL OR b.kind IN ('name', 'whole') ORDER BY b.photo_id, b.id`,
    )
    .all({ ids });
  const checked = new Set(
    db
      .prepare<{ ids: string }, number>(
        `SELECT id FROM photos WHERE id ${inIds} AND checked_at IS NOT NULL`,
      )
      .pluck()
      .all({ ids }),
  );
  const placements = db
    .prepare<{ ids: string }, Placement & { photoId: number }>(
      `SELECT n.photo_id AS photoId, d.id, d.box_id AS boxId, d.from_name AS nameId,
         d.origin = 'import' AS isAutomatic, u.id IS NOT NULL AS isUndone,
         u.reviewer_id IS NOT NULL AS isRefused,
         EXISTS (SELECT 1 FROM decisions o WHERE o.box_id = d.box_id AND o.id > d.id
           AND o.verdict <> 'undo' AND o.origin = 'person') AS isOverruled
       FROM boxes n CROSS JOIN decisions d ON d.from_name = n.id
       LEFT JOIN decisions u ON u.undoes = d.id
       WHERE n.kind IN ('name', 'whole') AND n.photo_id ${inIds} ORDER BY d.id`,
    )
    .all({ ids });
  const byPhoto = Map.groupBy(placements, ({ photoId }) => photoId);
  return [...Map.groupBy(rows, ({ photoId }) => photoId)].map(([photoId, own]) => ({
    photoId,
    isChecked: checked.has(photoId),
    rows: own,
    placements: byPhoto.get(photoId) ?? [],
  }));
}
