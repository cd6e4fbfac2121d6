/** A person's word on which box a name of a photo belongs to, or that it belongs to none. */
import type { JudgedBox, StoredDecision, UndoneDecision } from '#terms/identity/decisions.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { checkBox, checkReviewer, checkVersion } from '../identity/check-decision.ts';
import { undoDecision } from '../identity/undo-decision.ts';
import { contradictionsOf } from '../queries/contradictions.ts';
import { standsFor } from '../queries/individual-codes.ts';
import { filling } from './settle-names.ts';

interface StandingName {
  decisionId: number;
  photoId: number;
  verdict: string;
  individualId: number;
  note: string;
}

/** @throws CatalogueError `not-found` where the name is with an animal or nobody's by now */
function waitingName(catalogue: Catalogue, nameId: number): StandingName {
  const row = catalogue.get<Omit<StandingName, 'individualId'> & { individualId: number | null }>(
    `SELECT w.decision_id AS decisionId, n.photo_id AS photoId, w.verdict, w.individual_id AS individualId, d.note
     FROM boxes n JOIN box_identity w ON w.box_id = n.id JOIN decisions d ON d.id = w.decision_id
     WHERE n.id = ? AND ${isOfPhoto('n')} AND n.deleted_at IS NULL`,
    nameId,
  );
  const individualId = row?.individualId ?? null;
  if (row === undefined || individualId === null)
    throw new CatalogueError(
      'not-found',
      'This name does not wait any more: somebody saw to it in another window. The next one is shown.',
      { nameId },
    );
  return { ...row, individualId };
}

/**
 * Gives a name of a photo to one of its boxes, as that person's decision.
 *
 * @throws CatalogueError `conflict` if the name or the box was seen to meanwhile, `not-found`, `bad-input` for a box
 *   of another photo
 */
export function placeName(
  catalogue: Catalogue,
  nameId: number,
  box: JudgedBox,
  reviewerId: number,
  now: number,
): StoredDecision {
  return catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const name = waitingName(catalogue, nameId);
    checkBox(catalogue, box.boxId);
    const photoId = catalogue.value('SELECT photo_id FROM boxes WHERE id = ?', box.boxId);
    if (photoId !== name.photoId)
      throw new CatalogueError('bad-input', 'That box is on another photo.', { ...box });
    checkVersion(catalogue, box, 'first');
    const animal = standsFor(catalogue, name.individualId);
    const { id }: { id: number } = catalogue.run(
      `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, note, from_name, decided_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      box.boxId,
      name.verdict === 'new' ? 'match' : name.verdict,
      animal?.id ?? name.individualId,
      reviewerId,
      name.note,
      nameId,
      now,
    );
    filling(catalogue.db).run({ nameId, boxId: box.boxId, now });
    return {
      decisionIds: [id],
      individual: animal === undefined ? null : { id: animal.id, code: animal.code },
      contradictions: contradictionsOf(catalogue, [box.boxId]),
    };
  });
}

/**
 * Says that none of the boxes, and nothing else on the photo, is that animal: the name is taken back.
 *
 * @throws CatalogueError as `placeName`
 */
export function refuseName(
  catalogue: Catalogue,
  nameId: number,
  reviewerId: number,
  now: number,
): UndoneDecision {
  const { decisionId } = waitingName(catalogue, nameId);
  return undoDecision(catalogue, decisionId, reviewerId, now);
}

/**
 * Takes a refusal back: the name is the photo's again.
 *
 * @throws CatalogueError `conflict` if the name stands
 */
export function restoreName(
  catalogue: Catalogue,
  nameId: number,
  reviewerId: number,
  now: number,
): void {
  catalogue.transaction(() => {
    checkReviewer(catalogue, reviewerId);
    const stands = catalogue.value('SELECT 1 FROM box_identity WHERE box_id = ?', nameId);
    const refused = catalogue.value<number>(
      `SELECT u.undoes FROM decisions u JOIN boxes n ON n.id = u.box_id
       WHERE u.box_id = ? AND u.verdict = 'undo' AND ${isOfPhoto('n')} ORDER BY u.id DESC LIMIT 1`,
      nameId,
    );
    if (stands !== undefined || refused === undefined)
      throw new CatalogueError('conflict', 'There is no refusal of this name to take back.', {
        nameId,
      });
    catalogue.run(
      `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, origin, note, redoes, decided_at)
       SELECT box_id, verdict, individual_id, ?, origin, note, id, ? FROM decisions WHERE id = ?`,
      reviewerId,
      now,
      refused,
    );
  });
}
