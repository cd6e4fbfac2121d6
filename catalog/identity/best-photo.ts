/** The best photo of each side, where a person chose it. */
import type { Side } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { record } from './record-edit.ts';
import { boxesOfIndividual, getIndividual } from '../queries/individuals.ts';
import type { IndividualCard } from '#terms/identity/individuals.ts';

/** Makes a box the best of its side, or with null lets the quality grades choose again. */
export function chooseBest(
  catalogue: Catalogue,
  individualId: number,
  side: Side,
  boxId: number | null,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    getIndividual(catalogue, individualId);
    if (boxId !== null) {
      const box = boxesOfIndividual(catalogue, individualId).find((own) => own.boxId === boxId);
      if (box === undefined || box.side !== side) {
        throw new CatalogueError(
          'conflict',
          `This photo does not show the ${side} side of this individual any more.`,
          { boxId, individualId, side },
        );
      }
    }
    const before = chosenBest(catalogue, individualId, side);
    storeBest(catalogue, individualId, side, boxId);
    record(
      catalogue,
      {
        action: 'best-photo',
        individualId,
        before: { side, boxId: before },
        after: { side, boxId },
        reviewerId,
      },
      now,
    );
    return getIndividual(catalogue, individualId);
  });
}

const chosenBest = (catalogue: Catalogue, individualId: number, side: Side) =>
  catalogue.value<number>(
    'SELECT box_id FROM best_boxes WHERE individual_id = ? AND side = ?',
    individualId,
    side,
  ) ?? null;

export function storeBest(
  catalogue: Catalogue,
  individualId: number,
  side: Side,
  boxId: number | null,
): void {
  catalogue.run('DELETE FROM best_boxes WHERE individual_id = ? AND side = ?', individualId, side);
  if (boxId !== null) {
    catalogue.run('INSERT INTO best_boxes VALUES (?, ?, ?)', individualId, side, boxId);
  }
}
