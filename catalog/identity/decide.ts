import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { keepingBoxState } from './box-state.ts';
import { checkBox, checkReviewer, checkRound, checkVersion } from './check-decision.ts';
import type { NewDecision, StoredDecision } from '#terms/identity/decisions.ts';
import { contradictionsOf } from '../queries/contradictions.ts';
import { standsFor } from '../queries/individual-codes.ts';
import { openDispute } from '../queries/review-pairs.ts';
import { takeCode } from './take-code.ts';

/**
 * Stores a verdict as one row a box, all or none; rows are never changed, and undone by further rows.
 *
 * @throws CatalogueError `conflict` if somebody decided about one of the boxes since the screen showed
 *   it, if the candidate was merged away or is nobody any more, if the new code was ever given, or if it is not
 *   for this person to speak in this round; `not-found` for a box, individual or reviewer that is not there;
 *   `bad-input` for a verdict that lacks its animal, or a settling of one's own dispute that lacks its reason.
 */
export function decide(catalogue: Catalogue, verdict: NewDecision, now: number): StoredDecision {
  return catalogue.transaction(() => {
    const { round, reviewerId, note } = verdict;
    checkReviewer(catalogue, reviewerId);
    for (const box of verdict.boxes) {
      checkBox(catalogue, box.boxId);
      checkVersion(catalogue, box, round);
      checkRound(catalogue, box.boxId, round, reviewerId, note);
    }
    const individual = individualOf(catalogue, verdict, now);
    let first: number | null = null;
    const decisionIds = verdict.boxes.map(({ boxId }, index) => {
      const { id }: { id: number } = keepingBoxState(catalogue, boxId, now, () =>
        catalogue.run(
          `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, candidates,
             model_id, note, batch_id, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          boxId,
          // One photo founds a new individual; the others are the same animal.
          verdict.verdict === 'new' && individual !== null && index > 0 ? 'match' : verdict.verdict,
          individual?.id ?? null,
          reviewerId,
          round,
          JSON.stringify(verdict.candidates),
          verdict.modelId,
          note.trim(),
          first,
          now,
        ),
      );
      first ??= id;
      return id;
    });
    const judged = verdict.boxes.map(({ boxId }) => boxId);
    const contradictions = round === 'second' ? [] : contradictionsOf(catalogue, judged);
    return { decisionIds, individual, contradictions };
  });
}

type NamedAnimal = { id: number; code: string } | null;

function individualOf(catalogue: Catalogue, decision: NewDecision, now: number): NamedAnimal {
  const { verdict, individualId } = decision;
  if (verdict === 'new') return newAnimal(catalogue, decision, now);
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
  if (target.vacant) {
    throw new CatalogueError(
      'conflict',
      `${target.code} is nobody any more: its naming was taken back. Nothing was stored; compare again.`,
      { individualId, code: target.code },
    );
  }
  return { id: target.id, code: target.code };
}

/** A second reviewer's new animal names nobody until it is settled; only then does it get a code. */
function newAnimal(
  catalogue: Catalogue,
  { round, code, boxes }: NewDecision,
  now: number,
): NamedAnimal {
  if (round === 'second') return null;
  if (round === 'adjudication') {
    const founded = foundedByFirst(catalogue, boxes[0]?.boxId ?? 0);
    const isThatOne = code === null || code.trim().toLowerCase() === founded?.code.toLowerCase();
    if (founded !== undefined && isThatOne) return founded;
  }
  if (code === null) {
    throw new CatalogueError('bad-input', 'A new individual needs a code.', {});
  }
  return { id: takeCode(catalogue, code, now), code: code.trim() };
}

/** The animal that the first reviewer founded with a fin that is in dispute: settling can confirm it. */
function foundedByFirst(
  catalogue: Catalogue,
  boxId: number,
): { id: number; code: string } | undefined {
  const dispute = openDispute(catalogue, boxId);
  if (dispute === undefined) return undefined;
  const individualId = catalogue.value<number>(
    `SELECT individual_id FROM decisions WHERE id = ? AND verdict = 'new'`,
    dispute.firstId,
  );
  return individualId === undefined ? undefined : standsFor(catalogue, individualId);
}
