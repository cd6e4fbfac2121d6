/**
 * Names that a network gave to boxes, in rounds. They are not decisions: those are a log of what people
 * and their tables said, and a round of thousands of guesses would drown it. What a round was made by
 * and who learned from it stays.
 */
import type { PseudoLabelRule, StoredRound } from '#terms/identity/pseudo-labels.ts';
import type { Reader } from '../moment.ts';
import { mergedInto } from './merged-into.ts';

/** Newest first. */
export function pseudoLabelRounds(db: Reader): StoredRound[] {
  return db
    .all<Omit<StoredRound, 'rule'> & { rule: string }>(
      `SELECT r.id, r.model_id AS modelId, r.rule, r.created_at AS createdAt,
         (SELECT count(*) FROM pseudo_labels l WHERE l.round_id = r.id) AS labels,
         (SELECT max(m.id) FROM models m, json_each(m.recipe, '$.pseudoLabelRounds') j
          WHERE m.kind = 'embedder' AND j.value = r.id) AS trainedModelId
       FROM pseudo_label_rounds r ORDER BY r.id DESC`,
    )
    .map(({ rule, ...round }) => ({ ...round, rule: JSON.parse(rule) as PseudoLabelRule }));
}

/** The labels of some rounds, merges followed; a box in several has the newest round's. */
export function pseudoLabelsOf(
  db: Reader,
  rounds: readonly number[],
): { boxId: number; individualId: number }[] {
  return db.all(
    `WITH RECURSIVE ${mergedInto}
     SELECT l.box_id AS boxId, m.into_id AS individualId
     FROM pseudo_labels l JOIN merged m ON m.id = l.individual_id
     JOIN boxes b ON b.id = l.box_id AND b.deleted_at IS NULL
     WHERE l.round_id IN (SELECT value FROM json_each(?)) ORDER BY l.round_id, l.box_id`,
    JSON.stringify(rounds),
  );
}
