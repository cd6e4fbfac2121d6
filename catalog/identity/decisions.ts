/** Verdicts on boxes: append-only rows, undone and brought back by further rows. */
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import type { JudgedBox, NewDecision, StoredDecision } from '#terms/identity/decisions.ts';
import type { Round } from '#terms/identity/rounds.ts';
import { standsFor, takeCode } from './individual-codes.ts';

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

/**
 * Stores a verdict as one row a box, all or none.
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

function checkReviewer(catalogue: Catalogue, reviewerId: number): void {
  if (catalogue.value('SELECT 1 FROM reviewers WHERE id = ?', reviewerId) === undefined) {
    throw new CatalogueError(
      'not-found',
      `There is no reviewer ${reviewerId} in this catalogue. Say who is at the screen.`,
      { reviewerId },
    );
  }
}

function checkBox(catalogue: Catalogue, boxId: number): void {
  const box = catalogue.get<{ deletedAt: number | null }>(
    'SELECT deleted_at AS deletedAt FROM boxes WHERE id = ?',
    boxId,
  );
  if (box === undefined || box.deletedAt !== null) {
    throw new CatalogueError(
      'not-found',
      `Box ${boxId} is not there any more: somebody removed it. The next one is shown.`,
      { boxId },
    );
  }
}

function checkVersion(catalogue: Catalogue, { boxId, version }: JudgedBox, round: Round): void {
  const newest = boxVersion(catalogue, boxId, round);
  if (newest === version) return;
  const row = catalogue.get<{ who: string | null; verdict: string; code: string | null }>(
    `SELECT r.name AS who, d.verdict, i.code FROM decisions d
     LEFT JOIN reviewers r ON r.id = d.reviewer_id LEFT JOIN individuals i ON i.id = d.individual_id
     WHERE d.id = ?`,
    newest,
  );
  const what = [row?.verdict, row?.code].filter((word) => typeof word === 'string').join(' ');
  throw new CatalogueError(
    'conflict',
    `${row?.who ?? 'Somebody'} decided about this fin while it was on your screen (${what}). Nothing of yours was stored; look at it again.`,
    { boxId, decisionId: newest, verdict: row?.verdict ?? null, code: row?.code ?? null },
  );
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

/** A box that shows no fin is no example of one for the detector; any other verdict takes that back. */
function showInBoxState(catalogue: Catalogue, boxId: number, now: number): void {
  const verdict = catalogue.value<string>(
    'SELECT verdict FROM box_identity WHERE box_id = ?',
    boxId,
  );
  const everCalledNoFin =
    catalogue.value(
      `SELECT 1 FROM decisions WHERE box_id = ? AND verdict = 'not-a-fin' AND round <> 'second'`,
      boxId,
    ) !== undefined;
  if (!everCalledNoFin) return;
  catalogue.run(
    'UPDATE boxes SET state = @state, updated_at = @now WHERE id = @boxId AND state <> @state',
    { state: verdict === 'not-a-fin' ? 'rejected' : 'accepted', now, boxId },
  );
}

interface StackRow {
  id: number;
  undoes: number | null;
  redoes: number | null;
}

/** Rows of a reviewer that undo looks back on. */
const MOST_STEPS = 1000;

/** What this reviewer can undo and bring back, the last step at the end of each. */
export function undoStacks(
  catalogue: Catalogue,
  reviewerId: number,
): { done: number[]; undone: number[] } {
  const rows = catalogue.all<StackRow>(
    `SELECT * FROM (SELECT id, undoes, redoes FROM decisions
       WHERE reviewer_id = ? AND origin = 'person' AND batch_id IS NULL AND edit_id IS NULL
       ORDER BY id DESC LIMIT ?) ORDER BY id`,
    reviewerId,
    MOST_STEPS,
  );
  let done: number[] = [];
  let undone: number[] = [];
  for (const { id, undoes, redoes } of rows) {
    if (undoes !== null) {
      done = done.filter((step) => step !== undoes);
      undone.push(undoes);
    } else {
      done.push(id);
      undone = redoes === null ? [] : undone.filter((step) => step !== redoes);
    }
  }
  return { done, undone };
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
): { undone: number; boxIds: number[] } {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const asked = decisionId ?? undoStacks(catalogue, reviewerId).done.at(-1);
    if (asked === undefined) {
      throw new CatalogueError('not-found', 'There is no decision of yours to undo.', {});
    }
    const head = headOf(catalogue, asked);
    const rows = batch(catalogue, head);
    let first: number | null = null;
    for (const { id, boxId, round } of rows) {
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
      const undo: number = catalogue.run(
        `INSERT INTO decisions (box_id, verdict, reviewer_id, round, undoes, batch_id, decided_at)
         VALUES (?, 'undo', ?, ?, ?, ?, ?)`,
        boxId,
        reviewerId,
        round,
        id,
        first,
        now,
      ).id;
      first ??= undo;
      if (round !== 'second') showInBoxState(catalogue, boxId, now);
    }
    if (first === null) {
      throw new CatalogueError('conflict', 'This decision is undone already.', {
        decisionId: asked,
      });
    }
    return { undone: head, boxIds: rows.map(({ boxId }) => boxId) };
  });
}

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
): { decisionIds: number[]; boxIds: number[] } {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const head = undoStacks(catalogue, reviewerId).undone.at(-1);
    if (head === undefined) {
      throw new CatalogueError('not-found', 'There is nothing to bring back.', {});
    }
    const rows = batch(catalogue, head);
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

function checkStillThere(catalogue: Catalogue, individualId: number, verdict: string): void {
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

/** @throws CatalogueError `not-found`. */
function headOf(catalogue: Catalogue, decisionId: number): number {
  const row = catalogue.get<{ id: number; verdict: string; batchId: number | null }>(
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

interface BatchRow {
  id: number;
  boxId: number;
  round: Round;
  verdict: string;
  individualId: number | null;
}

function batch(catalogue: Catalogue, head: number): BatchRow[] {
  return catalogue.all(
    `SELECT id, box_id AS boxId, round, verdict, individual_id AS individualId
     FROM decisions WHERE id = @head OR batch_id = @head ORDER BY id`,
    { head },
  );
}
