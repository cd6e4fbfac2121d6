import { oneBox, overlapOf, type Rectangle } from '#terms/geometry.ts';

type Named = Rectangle & { className: string };

/** How far sides and middles of two boxes that are one can differ at most, as a share of a side. */
const slack = 1.5 * (1 - oneBox);

/** Power of two that a side is of. */
const stepOf = (side: number): number => Math.max(-40, Math.floor(Math.log2(side)));
const either = (a: number, b: number): readonly number[] => (a === b ? [a] : [a, b]);
const stepsAround = (side: number) =>
  either(stepOf(side * (1 - slack)), stepOf(side * (1 + slack)));

/** Cells of a row that the middle of a box that is one with this can lie in; as large as the boxes in them. */
const cellOf = (middle: number, step: number) => Math.floor(middle / 2 ** step);
const cellsAround = (middle: number, side: number, step: number) =>
  either(cellOf(middle - slack * side, step), cellOf(middle + slack * side, step));

/**
 * The boxes of a photo that are there, by class, size and place, so that a box is compared with its likes alone:
 * a photo with tens of thousands takes as long for each as one with ten.
 */
export class SeenBoxes<Box extends Named = Named> {
  readonly #cells = new Map<string, Box[]>();

  constructor(boxes: Iterable<Box> = []) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    const { x, y, w, h, className } = box;
    const [across, down] = [stepOf(w), stepOf(h)];
    const key = keyOf(className, across, down, cellOf(x + w / 2, across), cellOf(y + h / 2, down));
    const cell = this.#cells.get(key);
    if (cell === undefined) this.#cells.set(key, [box]);
    else cell.push(box);
  }

  /** Whether a box of its class is so much in the same place that the two are one. */
  has(box: Named): boolean {
    return this.find(box) !== undefined;
  }

  /** The box of its class that is so much in the same place that the two are one. */
  find(box: Named): Box | undefined {
    const { x, y, w, h, className } = box;
    for (const across of stepsAround(w))
      for (const down of stepsAround(h))
        for (const column of cellsAround(x + w / 2, w, across))
          for (const row of cellsAround(y + h / 2, h, down)) {
            const cell = this.#cells.get(keyOf(className, across, down, column, row));
            const same = cell?.find((other) => overlapOf(other, box) > oneBox);
            if (same !== undefined) return same;
          }
    return undefined;
  }
}

const keyOf = (
  className: string,
  across: number,
  down: number,
  column: number,
  row: number,
): string => `${across} ${down} ${column} ${row} ${className}`;
