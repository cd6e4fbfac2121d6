/** Boxes as a network that tells individuals apart needs them: where, of whom, of which sighting. */
import type { CropBox } from '#terms/boxes/crop-box.ts';
import type { Side } from '#terms/sides.ts';
import { isLookedAt } from '../boxes/box-kinds.ts';
import type { Reader } from '../moment.ts';
import { worstGrade } from './box-facts.ts';
import { originalColumns } from './original-columns.ts';
import { mergedInto } from './merged-into.ts';

export interface IdentityBox extends CropBox {
  classId: number;
  /** Width against height, both in pixels. */
  aspect: number;
  side: Side;
  /** Worst of the given quality grades. */
  quality: number | null;
  species: string | null;
  /**
   * Photos of one sighting share this. A photo without an encounter counts for itself, as does one that
   * was put into an encounter only because nothing says when it was taken.
   */
  encounter: string;
  /** Whether it counts for itself. */
  alone: boolean;
  /** When its photo was taken, in milliseconds since 1970; null where nothing says so. */
  takenMs: number | null;
  /** Who it is for sure, after all merges; null where nobody said or was not sure. */
  individualId: number | null;
  code: string | null;
  /** Whether a person gave a verdict of any kind. */
  judged: boolean;
}

interface Row extends Omit<IdentityBox, 'judged' | 'path' | 'alone'> {
  judged: number;
  alone: number;
  root: string;
  relPath: string;
}

/**
 * Accepted boxes in order of their id. A low-confidence match names nobody here: a network would learn
 * a person's doubt as the truth.
 */
export function identityBoxes(db: Reader): IdentityBox[] {
  return db
    .all<Row>(
      `WITH RECURSIVE ${mergedInto}
       SELECT b.id AS boxId, b.revision, b.class_id AS classId, p.id AS photoId,
         p.name AS photoName, ${originalColumns}, b.x, b.y, b.w, b.h,
         b.w * p.width / max(b.h * p.height, 1e-9) AS aspect,
         b.side, ${worstGrade} AS quality,
         coalesce(i.species, p.species, e.species) AS species,
         p.taken_ms AS takenMs,
         e.id IS NULL OR (e.origin = 'grouped' AND p.taken_ms IS NULL) AS alone,
         CASE WHEN e.id IS NULL OR (e.origin = 'grouped' AND p.taken_ms IS NULL)
           THEN 'photo ' || p.id ELSE 'encounter ' || e.id END AS encounter,
         i.id AS individualId, i.code, w.verdict IS NOT NULL AS judged
       FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN roots r ON r.id = p.root_id
       LEFT JOIN encounters e ON e.id = p.encounter_id
       LEFT JOIN box_identity w ON w.box_id = b.id
       LEFT JOIN merged m ON m.id = w.individual_id AND w.verdict IN ('match', 'new')
       LEFT JOIN individuals i ON i.id = m.into_id
       WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND ${isLookedAt('b')}
       ORDER BY b.id`,
    )
    .map(({ root, relPath, judged, alone, ...box }) => ({
      ...box,
      path: `${root}/${relPath}`,
      judged: judged === 1,
      alone: alone === 1,
    }));
}

/** The class with the most identified boxes, the first of the list among equals; null without any. */
export function classOfMost(boxes: readonly IdentityBox[]): number | null {
  const counts = new Map<number, number>();
  for (const { classId, individualId } of boxes)
    if (individualId !== null) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  const ordered = [...counts].sort(([a, n], [b, m]) => m - n || a - b);
  return ordered[0]?.[0] ?? null;
}
