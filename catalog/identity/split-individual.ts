/** Photos of one individual that show another. */
import type { SplitTarget } from '#terms/identity/merge-and-split.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { takeCode } from './take-code.ts';
import { record } from './record-edit.ts';
import type { IndividualEdit } from '#terms/identity/individual-edits.ts';
import { factsOf } from '../queries/individual-facts.ts';
import { boxesOfIndividual, getIndividual } from '../queries/individuals.ts';
import { isParty, openDispute } from '../queries/review-pairs.ts';
import type { IndividualBox, IndividualCard } from '#terms/identity/individuals.ts';

/** @throws CatalogueError `conflict` if a box is another's by now, `bad-input` if none would stay. */
function boxesToSplit(
  catalogue: Catalogue,
  individualId: number,
  boxIds: readonly number[],
): { moving: IndividualBox[]; staying: IndividualBox[] } {
  getIndividual(catalogue, individualId);
  const boxes = boxesOfIndividual(catalogue, individualId);
  const chosen = new Set(boxIds);
  const moving = boxes.filter(({ boxId }) => chosen.has(boxId));
  if (moving.length !== chosen.size) {
    throw new CatalogueError(
      'conflict',
      'Some of these photos belong to another individual by now. Look at them again.',
      { boxIds: boxIds.filter((id) => !moving.some(({ boxId }) => boxId === id)) },
    );
  }
  const staying = boxes.filter(({ boxId }) => !chosen.has(boxId));
  if (moving.length === 0 || staying.length === 0) {
    throw new CatalogueError(
      'bad-input',
      'A split needs photos that go and photos that stay. To give the animal another code, rename it.',
      { individualId },
    );
  }
  return { moving, staying };
}

/**
 * Makes photos of an individual show another: a decision a box, which names the new animal under `code`
 * or one that is there. The old decisions stay. Where two reviewers disagree about a photo, this is the last word.
 *
 * @returns the individual that the photos show now.
 */
export function splitIndividual(
  catalogue: Catalogue,
  individualId: number,
  boxIds: readonly number[],
  to: SplitTarget,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    const { moving } = boxesToSplit(catalogue, individualId, boxIds);
    for (const { boxId, photoName } of moving) {
      const dispute = openDispute(catalogue, boxId);
      // A split is a last word: who is one of the two has to say why, and does so where it is settled.
      if (dispute !== undefined && isParty(dispute, reviewerId)) {
        throw new CatalogueError(
          'conflict',
          `You and another reviewer disagree about ${photoName}. Settle that first, under Identify.`,
          { boxId },
        );
      }
    }
    const { species } = factsOf(catalogue, individualId);
    const made = 'code' in to;
    const target = made ? takeCode(catalogue, to.code, now) : to.individualId;
    if (target === individualId) {
      throw new CatalogueError('bad-input', 'The photos show this individual already.', {
        individualId,
      });
    }
    if (made) {
      catalogue.run(
        'UPDATE individuals SET species = coalesce(species, ?) WHERE id = ?',
        species,
        target,
      );
    } else getIndividual(catalogue, target);
    const editId = record(
      catalogue,
      {
        action: 'split',
        individualId,
        otherId: target,
        after: { boxIds, made },
        reviewerId,
      },
      now,
    );
    moving.forEach(({ boxId, verdict }, index) => {
      const word = verdict === 'probable' ? 'probable' : made && index === 0 ? 'new' : 'match';
      catalogue.run(
        `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, edit_id, note, decided_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        boxId,
        word,
        target,
        reviewerId,
        editId,
        `split off ${factsOf(catalogue, individualId).code}`,
        now,
      );
    });
    return getIndividual(catalogue, target);
  });
}

/**
 * Takes back what a split said. An animal that it made, and that nobody matched to since, is none any more; its
 * code is used up.
 *
 * @returns photos that stay where a later decision put them.
 */
export function takeBackSplit(
  catalogue: Catalogue,
  edit: IndividualEdit,
  reviewerId: number,
  now: number,
): number {
  const made = catalogue.all<{ id: number; boxId: number; stands: number }>(
    `SELECT d.id, d.box_id AS boxId, w.decision_id IS NOT NULL AS stands FROM decisions d
     LEFT JOIN box_identity w ON w.decision_id = d.id
     WHERE d.edit_id = ? AND d.verdict <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)`,
    edit.id,
  );
  for (const { id, boxId } of made.filter(({ stands }) => stands === 1)) {
    catalogue.run(
      `INSERT INTO decisions (box_id, verdict, reviewer_id, undoes, edit_id, decided_at)
       VALUES (?, 'undo', ?, ?, ?, ?)`,
      boxId,
      reviewerId,
      id,
      edit.id,
      now,
    );
  }
  return made.filter(({ stands }) => stands === 0).length;
}
