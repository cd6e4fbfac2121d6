import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { showInBoxState } from './box-state.ts';
import { checkBox, checkReviewer, checkVersion } from './check-decision.ts';
import type { JudgedBox, NewDecision, StoredDecision } from '#terms/identity/decisions.ts';
import { standsFor } from '../queries/individual-codes.ts';
import { takeCode } from './take-code.ts';

/**
 * Stores a verdict as one row a box, all or none; rows are never changed, and undone by further rows.
 *
 * @throws CatalogueError `conflict` if somebody decided about one of the boxes since the screen showed
 *   it, if the candidate was merged away, or if the new code is taken; `not-found` for a box,
 *   individual or reviewer that is not there; `bad-input` for a verdict that lacks its animal.
 */
export function decide(catalogue: Catalogue, verdict: NewDecision, now: number): StoredDecision {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, verdict.reviewerId);
    for (const box of verdict.boxes) {
      checkBox(catalogue, box.boxId);
      checkVersion(catalogue, box, verdict.round);
    }
    const individual = individualOf(catalogue, verdict, now);
    let first: number | null = null;
    const decisionIds = verdict.boxes.map(({ boxId }, index) => {
      const { id }: { id: number } = catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, candidates,
           model_id, note, batch_id, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        boxId,
        // One photo founds a new individual; the others are the same animal.
        verdict.verdict === 'new' && index > 0 ? 'match' : verdict.verdict,
        individual?.id ?? null,
        verdict.reviewerId,
        verdict.round,
        JSON.stringify(verdict.candidates),
        verdict.modelId,
        verdict.note.trim(),
        first,
        now,
      );
      first ??= id;
      if (verdict.round !== 'second') showInBoxState(catalogue, boxId, now);
      return id;
    });
    return { decisionIds, individual };
  });
}

function individualOf(
  catalogue: Catalogue,
  { verdict, individualId, code, round, boxes }: NewDecision,
  now: number,
): { id: number; code: string } | null {
  if (verdict === 'new') {
    if (code === null) {
      throw new CatalogueError('bad-input', 'A new individual needs a code.', {});
    }
    const founded = round === 'second' ? foundedBy(catalogue, boxes[0]) : undefined;
    if (founded !== undefined) return founded;
    const id = takeCode(catalogue, code, now);
    return { id, code: code.trim() };
  }
  if (verdict !== 'match' && verdict !== 'probable') return null;
  if (individualId === null) {
    throw new CatalogueError('bad-input', `"${verdict}" needs the individual that it is.`, {
      verdict,
    });
  }
  const target = standsFor(catalogue, individualId);
  if (target === undefined) {
    throw new CatalogueError('not-found', `There is no individual ${individualId}.`, {
      individualId,
    });
  }
  if (target.id !== individualId) {
    const code = catalogue.value<string>('SELECT code FROM individuals WHERE id = ?', individualId);
    throw new CatalogueError(
      'conflict',
      `${code} was merged into ${target.code} meanwhile. Nothing was stored; compare with ${target.code}.`,
      { individualId, mergedInto: target.id, code: target.code },
    );
  }
  return target;
}

/**
 * A second reviewer who calls a fin new means the animal that the first reviewer founded with it,
 * without having been told of it.
 */
function foundedBy(
  catalogue: Catalogue,
  box: JudgedBox | undefined,
): { id: number; code: string } | undefined {
  return catalogue.get(
    `SELECT i.id, i.code FROM box_identity w JOIN individuals i ON i.id = w.individual_id
     WHERE w.box_id = ? AND w.verdict = 'new' AND i.merged_into IS NULL`,
    box?.boxId ?? 0,
  );
}
