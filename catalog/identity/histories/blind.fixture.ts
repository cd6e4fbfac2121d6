/** Whether a second reviewer could tell the first verdict: the same answers are asked for as if it had been another. */
import { deepStrictEqual } from 'node:assert/strict';
import type { Catalogue } from '../../catalogue.ts';
import { keepingBoxState } from '../box-state.ts';
import { besides } from '../../queries/blind.ts';
import { decisionLog } from '../../queries/decision-log.ts';
import { secondReviewQueue } from '../../queries/identify-queue.ts';
import { boxesOfIndividual, listIndividuals } from '../../queries/individuals.ts';
import { catalogueOverview } from '../../queries/overview.ts';

/** What a second reviewer is answered while a fin is at hand. */
function answers(catalogue: Catalogue, reviewerId: number, fin: number) {
  const unseen = besides(catalogue, [fin]);
  const animals = listIndividuals(catalogue, unseen);
  const overview = catalogueOverview(catalogue, { sealedFor: reviewerId, unseen });
  return {
    animals,
    photos: animals.map(({ id }) => boxesOfIndividual(catalogue, id, unseen)),
    log: decisionLog(catalogue, {}, 0, 1000, reviewerId),
    queue: secondReviewQueue(catalogue, reviewerId, { words: 'all' }, 'encounter', 99),
    individuals: overview.individuals,
    recent: overview.recentDecisions,
  };
}

/** Another word of the same person on a fin, in place of the one that stands. */
function sayOtherwise(catalogue: Catalogue, fin: number): void {
  const word = catalogue.get<{ id: number; individualId: number | null }>(
    'SELECT decision_id AS id, individual_id AS individualId FROM box_identity WHERE box_id = ?',
    fin,
  );
  const other =
    catalogue.value<number>(
      'SELECT id FROM individuals WHERE merged_into IS NULL AND id IS NOT ? ORDER BY id DESC',
      word?.individualId,
    ) ?? null;
  const copied = `SELECT box_id, reviewer_id, round, origin`;
  keepingBoxState(catalogue, fin, 1, () => {
    catalogue.run(
      `INSERT INTO decisions (box_id, reviewer_id, round, origin, verdict, undoes, decided_at)
     ${copied}, 'undo', id, decided_at FROM decisions WHERE id = ?`,
      word?.id,
    );
    catalogue.run(
      `INSERT INTO decisions (box_id, reviewer_id, round, origin, verdict, individual_id, decided_at)
     ${copied}, ?, ?, decided_at FROM decisions WHERE id = ?`,
      other === null ? 'cannot-compare' : 'match',
      other,
      word?.id,
    );
  });
}

export function checkBlind(
  catalogue: Catalogue,
  reviewerId: number,
  fin: number,
  history: string,
): void {
  const told = answers(catalogue, reviewerId, fin);
  catalogue.db.exec('SAVEPOINT otherwise');
  sayOtherwise(catalogue, fin);
  const otherwise = answers(catalogue, reviewerId, fin);
  catalogue.db.exec('ROLLBACK TO otherwise; RELEASE otherwise');
  deepStrictEqual(told, otherwise, `Reviewer ${reviewerId} can tell fin ${fin}:\n${history}`);
}
