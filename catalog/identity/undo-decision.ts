import type { UndoneDecision } from '#terms/identity/decisions.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { batchOf, headOf, undoStacks } from '../queries/decisions.ts';
import { isParty, openDispute } from '../queries/review-pairs.ts';
import { keepingBoxState } from './box-state.ts';
import { checkReviewer } from './check-decision.ts';

/** One of two who disagree takes back their own word, never the other's: that would settle it in silence. */
function checkNotOtherSide(
  catalogue: Catalogue,
  id: number,
  boxId: number,
  reviewerId: number,
): void {
  const dispute = openDispute(catalogue, boxId);
  if (dispute === undefined || !isParty(dispute, reviewerId)) return;
  const { firstId, firstReviewerId, secondId, secondReviewerId } = dispute;
  const theirs =
    (id === firstId && firstReviewerId !== reviewerId) ||
    (id === secondId && secondReviewerId !== reviewerId);
  if (!theirs) return;
  throw new CatalogueError(
    'conflict',
    'This is the other side of a dispute of yours. Settle it under Identify, and say why.',
    { decisionId: id, boxId },
  );
}

/**
 * Adds rows that undo a verdict, on all its boxes.
 *
 * @param decisionId any row of the verdict; null for this reviewer's last one that stands.
 * @throws CatalogueError `conflict` if it is undone already, `not-found` if there is nothing to undo.
 */
export function undoDecision(
  catalogue: Catalogue,
  decisionId: number | null,
  reviewerId: number,
  now: number,
): UndoneDecision {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const asked = decisionId ?? undoStacks(catalogue, reviewerId).done.at(-1);
    if (asked === undefined) {
      throw new CatalogueError('not-found', 'There is no decision of yours to undo.', {});
    }
    const head = headOf(catalogue, asked);
    const rows = batchOf(catalogue, head);
    let first: number | null = null;
    for (const { id, boxId, round } of rows) {
      checkNotOtherSide(catalogue, id, boxId, reviewerId);
      const by = catalogue.value<string | null>(
        `SELECT coalesce(r.name, 'somebody') FROM decisions u LEFT JOIN reviewers r ON r.id = u.reviewer_id
         WHERE u.undoes = ?`,
        id,
      );
      if (by !== undefined) {
        // One box of several may have been put right by itself before.
        if (rows.length > 1) continue;
        throw new CatalogueError('conflict', `${by} has undone this decision already.`, {
          decisionId: id,
        });
      }
      const { id: undo }: { id: number } = keepingBoxState(catalogue, boxId, now, () =>
        catalogue.run(
          `INSERT INTO decisions (box_id, verdict, reviewer_id, round, undoes, batch_id, decided_at)
           VALUES (?, 'undo', ?, ?, ?, ?, ?)`,
          boxId,
          reviewerId,
          round,
          id,
          first,
          now,
        ),
      );
      first ??= undo;
    }
    if (first === null) {
      throw new CatalogueError('conflict', 'This decision is undone already.', {
        decisionId: asked,
      });
    }
    return { undone: head, boxIds: rows.map(({ boxId }) => boxId) };
  });
}
