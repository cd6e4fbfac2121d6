/** What a detector proposed and nobody has judged yet, and what judging it would do. */
import type { AboveThreshold, Proposal, TrainingSet } from '#terms/boxes/proposals.ts';
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

/** What a detector would learn from if it were trained now. */
export function trainingSet(catalogue: Catalogue): TrainingSet {
  const count = (sql: string, ...values: unknown[]) => catalogue.value<number>(sql, ...values) ?? 0;
  const detector = catalogue.get<{ version: number; createdAt: number }>(
    `SELECT version, created_at AS createdAt FROM models WHERE kind = 'detector' AND chosen = 1`,
  );
  const accepted = `FROM boxes WHERE state = 'accepted' AND deleted_at IS NULL`;
  return {
    boxes: count(`SELECT count(*) ${accepted}`),
    photosWithBoxes: count(`SELECT count(DISTINCT photo_id) ${accepted}`),
    backgroundPhotos: count(
      'SELECT count(*) FROM photos WHERE checked_at IS NOT NULL AND box_count = 0',
    ),
    boxesSinceTraining: count(
      `SELECT count(*) ${accepted} AND updated_at > ?`,
      detector?.createdAt ?? 0,
    ),
    detectorVersion: detector?.version ?? null,
    classes: catalogue.all(
      `SELECT c.id, c.name, count(*) AS boxes FROM boxes b JOIN box_classes c ON c.id = b.class_id
       WHERE b.state = 'accepted' AND b.deleted_at IS NULL
       GROUP BY c.id ORDER BY c.position, c.id`,
    ),
  };
}
