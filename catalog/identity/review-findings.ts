/** What persons said about suspicions: pairs that are two animals, photos that belong where they are. */
import type { NewFinding } from '#terms/identity/findings.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** @throws CatalogueError `not-found` for an animal, photo or reviewer that is not there. */
export function addFinding(catalogue: Catalogue, finding: NewFinding, now: number): number {
  const { individualId, reviewerId } = finding;
  const [otherId, boxId] =
    finding.finding === 'kept-apart' ? [finding.otherId, null] : [null, finding.boxId];
  for (const [table, id] of [
    ['individuals', individualId],
    ['individuals', otherId],
    ['boxes', boxId],
    ['reviewers', reviewerId],
  ] as const) {
    if (id === null) continue;
    if (catalogue.value(`SELECT 1 FROM ${table} WHERE id = ?`, id) === undefined)
      throw new CatalogueError('not-found', `There is no ${id} among the ${table}.`, { id });
  }
  if (individualId === otherId)
    throw new CatalogueError('bad-input', 'An animal cannot be kept apart from itself.', {
      individualId,
    });
  return catalogue.run(
    `INSERT INTO review_findings (finding, individual_id, other_id, box_id, reviewer_id, at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    finding.finding,
    individualId,
    otherId,
    boxId,
    reviewerId,
    now,
  ).id;
}

/** @throws CatalogueError `not-found`, or `conflict` if it was taken back before. */
export function undoFinding(
  catalogue: Catalogue,
  findingId: number,
  reviewerId: number,
  now: number,
): void {
  catalogue.transaction(() => {
    const row = catalogue.get<{ individualId: number; undone: number }>(
      `SELECT individual_id AS individualId,
         EXISTS (SELECT 1 FROM review_findings u WHERE u.undoes = f.id) AS undone
       FROM review_findings f WHERE id = ? AND finding <> 'undo'`,
      findingId,
    );
    if (row === undefined)
      throw new CatalogueError('not-found', `There is no finding ${findingId}.`, { findingId });
    if (row.undone === 1)
      throw new CatalogueError('conflict', 'This was taken back already.', { findingId });
    catalogue.run(
      `INSERT INTO review_findings (finding, individual_id, reviewer_id, at, undoes)
       VALUES ('undo', ?, ?, ?, ?)`,
      row.individualId,
      reviewerId,
      now,
      findingId,
    );
  });
}
