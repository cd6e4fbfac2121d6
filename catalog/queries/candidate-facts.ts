import type { CandidateFacts } from '#terms/matching/ranking.ts';
import type { Catalogue } from '../catalogue.ts';
import { isSeen } from './blind.ts';

/**
 * Facts of some animals without looking at all the others, by id.
 *
 * @param members of each animal the ids that stand for it after all merges, its own among them
 * @param unseen boxes that are left out as if nobody had named them
 */
export function candidateFacts(
  catalogue: Catalogue,
  members: ReadonlyMap<number, readonly number[]>,
  unseen: readonly number[] = [],
): Map<number, CandidateFacts> {
  const pairs = [...members].flatMap(([individualId, ids]) => ids.map((id) => [individualId, id]));
  // The cross joins make SQLite begin with the few animals asked for.
  const rows = catalogue.all<CandidateFacts>(
    `SELECT i.id AS individualId, i.code, i.name, count(b.id) AS photos,
       count(DISTINCT CASE WHEN p.encounter_id IS NULL THEN 'p' || p.id
         ELSE 'e' || p.encounter_id END) FILTER (WHERE b.id IS NOT NULL) AS sightings,
       max(p.taken_ms) AS lastMs
     FROM (SELECT value ->> 0 AS animal, value ->> 1 AS member FROM json_each(@pairs)) j
     CROSS JOIN individuals i ON i.id = j.animal
     LEFT JOIN decisions d ON d.individual_id = j.member
       AND d.id = (SELECT w.decision_id FROM box_identity w WHERE w.box_id = d.box_id)
     LEFT JOIN boxes b ON b.id = d.box_id AND b.deleted_at IS NULL AND ${isSeen('b.id')}
     LEFT JOIN photos p ON p.id = b.photo_id
     GROUP BY i.id`,
    { pairs: JSON.stringify(pairs), unseen: JSON.stringify(unseen) },
  );
  return new Map(rows.map((row) => [row.individualId, row]));
}
