import type { Database } from 'better-sqlite3';
import { qualityOf } from '#terms/boxes/attributes.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';

/** Boxes that a person chose as the best of their animal and side. */
export function chosenBoxes(db: Database): ReadonlySet<number> {
  return new Set(db.prepare<[], number>('SELECT box_id FROM best_boxes').pluck().all());
}

/**
 * The box to show of each side: a person's choice, else the best graded, the best marked, the largest;
 * of equals the first taken. `unknown` is the side nobody told.
 */
export function bestOfSides(
  boxes: readonly SightedBox[],
  chosen: ReadonlySet<number>,
): Partial<Record<SightedBox['side'], SightedBox>> {
  const rank = (box: SightedBox) => [
    chosen.has(box.boxId) ? 1 : 0,
    qualityOf(box) ?? 0,
    box.distinctiveness ?? 0,
    box.w * box.h,
    -(box.takenMs ?? Infinity),
  ];
  const better = (a: SightedBox, b: SightedBox) => {
    const [ofA, ofB] = [rank(a), rank(b)];
    const at = ofA.findIndex((value, index) => value !== ofB[index]);
    return at === -1 || ofA[at] >= ofB[at] ? a : b;
  };
  const best: Partial<Record<SightedBox['side'], SightedBox>> = {};
  for (const box of boxes) {
    const known = best[box.side];
    best[box.side] = known === undefined ? box : better(known, box);
  }
  return best;
}
