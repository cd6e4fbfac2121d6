/** Fins of one photo whose names cannot both be right. */
import { shareWithin, type Rectangle } from '#terms/geometry.ts';
import { leastOverlap, type Contradiction } from '#terms/identity/contradictions.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { mergedInto } from './merged-into.ts';
import { namesAnimal } from './naming-verdicts.ts';

interface NamedFin extends Rectangle {
  boxId: number;
  photoId: number;
  classId: number;
  photoName: string;
  individualId: number;
  code: string;
}

/**
 * What the names of these boxes contradict on their photos, each pair once. A fin and the body that it is on
 * may well be one animal.
 */
export function contradictionsOf(catalogue: Catalogue, boxIds: readonly number[]): Contradiction[] {
  const fins = catalogue.all<NamedFin>(
    `WITH RECURSIVE ${mergedInto}
     SELECT b.id AS boxId, b.photo_id AS photoId, b.class_id AS classId, p.name AS photoName, b.x, b.y, b.w,
       b.h, i.id AS individualId, i.code
     FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN box_identity w ON w.box_id = b.id
     JOIN merged m ON m.id = w.individual_id JOIN individuals i ON i.id = m.into_id
     WHERE b.photo_id IN (SELECT photo_id FROM boxes WHERE id IN (SELECT value FROM json_each(?)))
       AND b.deleted_at IS NULL AND b.state = 'accepted' AND ${isPlace('b')}
       AND ${namesAnimal('w.verdict')}
     ORDER BY b.id`,
    JSON.stringify(boxIds),
  );
  const asked = new Set(boxIds);
  return fins.flatMap((one, index) =>
    fins.slice(index + 1).flatMap((other): Contradiction[] => {
      if (one.photoId !== other.photoId || !(asked.has(one.boxId) || asked.has(other.boxId)))
        return [];
      const kind = kindOf(one, other);
      const [fin, second] = asked.has(one.boxId) ? [one, other] : [other, one];
      return kind === null
        ? []
        : [
            {
              kind,
              boxId: fin.boxId,
              otherBoxId: second.boxId,
              photoName: fin.photoName,
              code: fin.code,
              otherCode: second.code,
            },
          ];
    }),
  );
}

function kindOf(one: NamedFin, other: NamedFin): Contradiction['kind'] | null {
  if (one.individualId === other.individualId)
    return one.classId === other.classId ? 'twice' : null;
  return shareWithin(one, other) >= leastOverlap ? 'overlap' : null;
}
