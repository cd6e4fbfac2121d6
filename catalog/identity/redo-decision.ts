import type { Verdict } from '#terms/identity/verdicts.ts';
import type { RedoneDecision } from '#terms/identity/decisions.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { batchOf, undoStacks, type BatchRow } from '../queries/decisions.ts';
import { standsFor } from '../queries/individual-codes.ts';
import { keepingBoxState } from './box-state.ts';
import { checkBox, checkReviewer, checkRound } from './check-decision.ts';

/**
 * Brings back what this reviewer undid last, as new rows of the same content.
 *
 * @throws CatalogueError `not-found` if nothing was undone since the last verdict, `conflict` if somebody
 *   decided about a fin since, or if the animal was merged away, is nobody any more, or is another's by now.
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
    for (const row of rows) {
      checkBox(catalogue, row.boxId);
      checkNobodySpoke(catalogue, row, reviewerId);
      checkRound(catalogue, row.boxId, row.round, reviewerId, row.note);
    }
    const founded = new Set<number>();
    let first: number | null = null;
    const decisionIds = rows.map(({ id, boxId, individualId, verdict }) => {
      if (individualId !== null && !founded.has(individualId)) {
        checkStillThere(catalogue, individualId, verdict, undoOf(catalogue, id));
        founded.add(individualId);
      }
      const { id: row }: { id: number } = keepingBoxState(catalogue, boxId, now, () =>
        catalogue.run(
          `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, candidates,
             model_id, note, batch_id, redoes, from_name, decided_at)
           SELECT box_id, verdict, individual_id, ?, round, candidates, model_id, note, ?, id, from_name, ?
           FROM decisions WHERE id = ?`,
          reviewerId,
          first,
          now,
          id,
        ),
      );
      first ??= row;
      return row;
    });
    return { decisionIds, boxIds: rows.map(({ boxId }) => boxId) };
  });
}

const undoOf = (catalogue: Catalogue, id: number): number =>
  catalogue.value<number>('SELECT id FROM decisions WHERE undoes = ?', id) ?? 0;

/** What another person said of the fin since is not overruled unseen. */
function checkNobodySpoke(
  catalogue: Catalogue,
  { id, boxId, round }: BatchRow,
  reviewerId: number,
): void {
  const who = catalogue.value<string>(
    `SELECT coalesce(r.name, 'Somebody') FROM decisions d LEFT JOIN reviewers r ON r.id = d.reviewer_id
     WHERE d.box_id = ? AND d.id > ? AND (d.round = 'second') = ? AND d.reviewer_id IS NOT ?
       AND d.origin <> 'pseudo-label'`,
    boxId,
    undoOf(catalogue, id),
    round === 'second' ? 1 : 0,
    reviewerId,
  );
  if (who === undefined) return;
  throw new CatalogueError(
    'conflict',
    `${who} decided about this fin since. Look at it again instead.`,
    { boxId },
  );
}

function checkStillThere(
  catalogue: Catalogue,
  individualId: number,
  verdict: Verdict,
  undoneAt: number,
): void {
  const target = standsFor(catalogue, individualId);
  if (target?.id !== individualId) {
    throw new CatalogueError(
      'conflict',
      `The animal was merged into ${target?.code} meanwhile. Decide about this fin again.`,
      { individualId },
    );
  }
  if (verdict !== 'new' && target.vacant) {
    throw new CatalogueError(
      'conflict',
      `${target.code} is nobody any more: its naming was taken back. Decide about this fin again.`,
      { individualId },
    );
  }
  // A table that was imported since may use the code for an animal of its own.
  const imported = catalogue.value(
    `SELECT 1 FROM decisions WHERE individual_id = ? AND origin = 'import' AND id > ?`,
    individualId,
    undoneAt,
  );
  if (verdict === 'new' && imported !== undefined) {
    throw new CatalogueError(
      'conflict',
      `${target.code} is another animal by now. Decide about this fin again.`,
      { individualId },
    );
  }
}
