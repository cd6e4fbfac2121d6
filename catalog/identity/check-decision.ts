/** What must hold before a decision is stored. */
import type { JudgedBox } from '#terms/identity/decisions.ts';
import type { Round } from '#terms/identity/rounds.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { boxVersion } from '../queries/decisions.ts';
import { isParty, openDispute, stands } from '../queries/review-pairs.ts';

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

/** The screen must have known the newest decision; a second reviewer is not told what it was. */
export function checkVersion(
  catalogue: Catalogue,
  { boxId, version }: JudgedBox,
  round: Round,
): void {
  const newest = boxVersion(catalogue, boxId, round);
  if (newest === version) return;
  if (round === 'second') {
    throw new CatalogueError(
      'conflict',
      'This fin was seen to in another window meanwhile. Nothing of yours was stored; look at it again.',
      { boxId, decisionId: newest },
    );
  }
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

/**
 * Who may speak in a round about a fin: a second reviewer where another person's word stands and no third one's
 * blind verdict does; who settles where two disagree, and with a reason if they are one of the two.
 *
 * @throws CatalogueError `conflict`, `bad-input` where the reason lacks
 */
export function checkRound(
  catalogue: Catalogue,
  boxId: number,
  round: Round,
  reviewerId: number,
  note: string,
): void {
  if (round === 'second') checkSecond(catalogue, boxId, reviewerId);
  if (round === 'adjudication') checkSettling(catalogue, boxId, reviewerId, note);
}

function checkSecond(catalogue: Catalogue, boxId: number, reviewerId: number): void {
  const word = catalogue.get<{ reviewerId: number | null; verdict: string }>(
    'SELECT reviewer_id AS reviewerId, verdict FROM box_identity WHERE box_id = ?',
    boxId,
  );
  if (word === undefined || word.verdict === 'unsure') {
    throw new CatalogueError(
      'conflict',
      'There is no verdict on this fin to review: it waits for a first one under Identify.',
      { boxId },
    );
  }
  if (word.reviewerId === reviewerId) {
    throw new CatalogueError(
      'conflict',
      'The word on this fin is your own: somebody else reviews it.',
      { boxId },
    );
  }
  const other = catalogue.value(
    `SELECT 1 FROM decisions s WHERE s.box_id = ? AND s.round = 'second' AND s.verdict <> 'unsure'
       AND s.reviewer_id IS NOT ? AND s.reviewer_id IS NOT ? AND ${stands('s')}`,
    boxId,
    reviewerId,
    word.reviewerId,
  );
  if (other !== undefined) {
    throw new CatalogueError('conflict', 'Somebody else has reviewed this fin meanwhile.', {
      boxId,
    });
  }
}

function checkSettling(
  catalogue: Catalogue,
  boxId: number,
  reviewerId: number,
  note: string,
): void {
  const dispute = openDispute(catalogue, boxId);
  if (dispute === undefined) {
    throw new CatalogueError('conflict', 'There is nothing to settle about this fin any more.', {
      boxId,
    });
  }
  if (isParty(dispute, reviewerId) && note.trim() === '') {
    throw new CatalogueError(
      'bad-input',
      'You are one of the two who disagree: write down why your word should be the last one.',
      { boxId, lacks: 'note' },
    );
  }
}
