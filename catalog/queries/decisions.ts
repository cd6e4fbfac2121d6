/** Rows of decisions as the next one needs them: the newest of a box, a verdict on several, what can be undone. */
import type { Round } from '#terms/identity/rounds.ts';
import type { LoggedVerdict, Verdict } from '#terms/identity/verdicts.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** A first reviewer and an adjudicator write the same history; a blind second one another. */
const isSecond = (round: Round) => (round === 'second' ? 1 : 0);

/** The newest row about a box that counts in this round; 0 without any. */
export function boxVersion(catalogue: Catalogue, boxId: number, round: Round): number {
  return (
    catalogue.value<number>(
      `SELECT coalesce(max(id), 0) FROM decisions
       WHERE box_id = ? AND (round = 'second') = ? AND origin <> 'pseudo-label'`,
      boxId,
      isSecond(round),
    ) ?? 0
  );
}

interface StackRow {
  id: number;
  undoes: number | null;
  redoes: number | null;
  isUndone: number;
  /** Of an undo: whether what it takes back was this reviewer's own. */
  isOwn: number;
}

/** Rows of a reviewer that undo looks back on. */
const MOST_STEPS = 1000;

/** What this reviewer can undo and bring back of what they said, the last step at the end of each. */
export function undoStacks(
  catalogue: Catalogue,
  reviewerId: number,
): { done: number[]; undone: number[] } {
  const rows = catalogue.all<StackRow>(
    `SELECT * FROM (
       SELECT d.id, d.undoes, d.redoes, undoing.id IS NOT NULL AS isUndone,
         undone.reviewer_id IS d.reviewer_id AS isOwn
       FROM decisions d LEFT JOIN decisions undoing ON undoing.undoes = d.id
       LEFT JOIN decisions undone ON undone.id = d.undoes
       WHERE d.reviewer_id = ? AND d.origin = 'person' AND d.batch_id IS NULL AND d.edit_id IS NULL
       ORDER BY d.id DESC LIMIT ?) ORDER BY id`,
    reviewerId,
    MOST_STEPS,
  );
  const done: number[] = [];
  let undone: number[] = [];
  for (const { id, undoes, redoes, isUndone, isOwn } of rows) {
    if (undoes === null) {
      if (isUndone === 0) done.push(id);
      undone = redoes === null ? [] : undone.filter((step) => step !== redoes);
      // Another's word that was taken back is theirs to say again.
    } else if (isOwn === 1) undone.push(undoes);
  }
  return { done, undone };
}

/**
 * The row that stands for a whole verdict, of any row of it.
 *
 * @throws CatalogueError `not-found`, or `bad-input` for an undo.
 */
export function headOf(catalogue: Catalogue, decisionId: number): number {
  const row = catalogue.get<{ id: number; verdict: LoggedVerdict; batchId: number | null }>(
    'SELECT id, verdict, batch_id AS batchId FROM decisions WHERE id = ?',
    decisionId,
  );
  if (row === undefined) {
    throw new CatalogueError('not-found', `There is no decision ${decisionId}.`, { decisionId });
  }
  if (row.verdict === 'undo') {
    throw new CatalogueError(
      'bad-input',
      'An undo is not undone itself: bring the decision back, or decide again.',
      { decisionId },
    );
  }
  return row.batchId ?? row.id;
}

/** A row of a verdict on one box or several. */
export interface BatchRow {
  id: number;
  boxId: number;
  round: Round;
  verdict: Verdict;
  individualId: number | null;
  note: string;
}

/** All rows of a verdict, in order. */
export function batchOf(catalogue: Catalogue, head: number): BatchRow[] {
  return catalogue.all(
    `SELECT id, box_id AS boxId, round, verdict, individual_id AS individualId, note
     FROM decisions WHERE id = @head OR batch_id = @head ORDER BY id`,
    { head },
  );
}
