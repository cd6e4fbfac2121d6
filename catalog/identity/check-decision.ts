/** What must hold before a decision is stored. */
import type { JudgedBox } from '#terms/identity/decisions.ts';
import type { Round } from '#terms/identity/rounds.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { boxVersion } from '../queries/decisions.ts';

export function checkReviewer(catalogue: Catalogue, reviewerId: number): void {
  if (catalogue.value('SELECT 1 FROM reviewers WHERE id = ?', reviewerId) === undefined) {
    throw new CatalogueError(
      'not-found',
      `There is no reviewer ${reviewerId} in this catalogue. Say who is at the screen.`,
      { reviewerId },
    );
  }
}

export function checkBox(catalogue: Catalogue, boxId: number): void {
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

export function checkVersion(
  catalogue: Catalogue,
  { boxId, version }: JudgedBox,
  round: Round,
): void {
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
