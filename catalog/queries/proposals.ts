/** What a detector proposed and nobody has judged yet, and what judging it would do. */
import type { AboveThreshold, Proposal } from '#terms/boxes/proposals.ts';
import type { Catalogue } from '../catalogue.ts';

/** Proposals looked at before they are spread over encounters. */
const POOL = 5000;

/**
 * Proposals in order of doubt: those that the detector could just as well have left out come first,
 * spread over encounters so that one rough sea does not fill the queue (uncertain and diverse).
 *
 * @param minConfidence leaves out those below it
 */
export function proposalsByDoubt(
  catalogue: Catalogue,
  limit: number,
  minConfidence = 0,
): Proposal[] {
  const pool = catalogue.all<Proposal>(
    `SELECT b.id AS boxId, b.photo_id AS photoId, c.name AS className, b.confidence,
       p.encounter_id AS encounterId
     FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN box_classes c ON c.id = b.class_id
     WHERE b.state = 'proposed' AND b.deleted_at IS NULL AND coalesce(b.confidence, 0.5) >= ?
     ORDER BY abs(coalesce(b.confidence, 0.5) - 0.5), b.id LIMIT ?`,
    minConfidence,
    POOL,
  );
  const byEncounter = new Map<number | null, Proposal[]>();
  for (const proposal of pool) {
    const list = byEncounter.get(proposal.encounterId);
    if (list === undefined) byEncounter.set(proposal.encounterId, [proposal]);
    else list.push(proposal);
  }
  const queue: Proposal[] = [];
  for (let round = 0; queue.length < Math.min(limit, pool.length); round += 1)
    for (const list of byEncounter.values()) {
      const next = list[round];
      if (next !== undefined && queue.length < limit) queue.push(next);
    }
  return queue;
}

/** The open proposals from a confidence on. */
export const above = `state = 'proposed' AND deleted_at IS NULL AND confidence >= ?`;

/** What accepting everything from a confidence on would do. */
export function countAbove(catalogue: Catalogue, minConfidence: number): AboveThreshold {
  const counted = catalogue.get<{ boxes: number; photos: number }>(
    `SELECT count(*) AS boxes, count(DISTINCT photo_id) AS photos FROM boxes WHERE ${above}`,
    minConfidence,
  );
  const { boxes = 0, photos = 0 } = counted ?? {};
  const all =
    catalogue.value<number>(
      `SELECT count(*) FROM boxes WHERE state = 'proposed' AND deleted_at IS NULL`,
    ) ?? 0;
  return { boxes, photos, left: all - boxes };
}
