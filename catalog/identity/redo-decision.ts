import type { Verdict } from '#terms/identity/verdicts.ts';
import type { RedoneDecision } from '#terms/identity/decisions.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { batchOf, undoStacks } from '../queries/decisions.ts';
import { standsFor } from '../queries/individual-codes.ts';
import { showInBoxState } from './box-state.ts';
import { checkBox, checkReviewer } from './check-decision.ts';

/**
 * Brings back what this reviewer undid last, as new rows of the same content.
 *
 * @throws CatalogueError `not-found` if nothing was undone since the last verdict, `conflict` if the
 *   animal was merged away or its code given to another since.
 */
export function redoDecision(
  catalogue: Catalogue,
  reviewerId: number,
  now: number,
): RedoneDecision {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const head = undoStacks(catalogue, reviewerId).undone.at(-1);
    if (head === undefined) {
      throw new CatalogueError('not-found', 'There is nothing to bring back.', {});
    }
    const rows = batchOf(catalogue, head);
    let first: number | null = null;
    const decisionIds = rows.map(({ id, boxId, round, individualId, verdict }) => {
      checkBox(catalogue, boxId);
      if (individualId !== null) checkStillThere(catalogue, individualId, verdict);
      const row: number = catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, candidates,
           model_id, note, batch_id, redoes, decided_at)
         SELECT box_id, verdict, individual_id, ?, round, candidates, model_id, note, ?, id, ?
         FROM decisions WHERE id = ?`,
        reviewerId,
        first,
        now,
        id,
      ).id;
      first ??= row;
      if (round !== 'second') showInBoxState(catalogue, boxId, now);
      return row;
    });
    return { decisionIds, boxIds: rows.map(({ boxId }) => boxId) };
  });
}

function checkStillThere(catalogue: Catalogue, individualId: number, verdict: Verdict): void {
  const target = standsFor(catalogue, individualId);
  const refounded =
    verdict === 'new' &&
    catalogue.value(
      `SELECT 1 FROM box_identity WHERE individual_id = ? AND verdict = 'new'`,
      individualId,
    ) !== undefined;
  if (target?.id === individualId && !refounded) return;
  throw new CatalogueError(
    'conflict',
    refounded
      ? `${target?.code} is another animal by now. Decide about this fin again.`
      : `The animal was merged into ${target?.code} meanwhile. Decide about this fin again.`,
    { individualId },
  );
}
