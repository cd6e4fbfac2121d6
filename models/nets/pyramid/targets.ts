/** Which cells a drawn box is taught to: those near its middle, on the map that its size is for. */
import type { LabelledBox } from '../detectors/labelled-box.ts';
import { perClass, strides } from './network.ts';

/** Longer sides in pixels that each map is taught, from and below; neighbours share some. */
const sizes = [
  [0, 72],
  [48, 176],
  [128, Infinity],
] as const;

/** Cells whose middle lies within this many strides of a box's middle are taught it, but not beyond its edge. */
const reach = 1.5;
/** A distance from a cell's middle is taught as at least this, in pixels. */
const leastDistance = 0.5;

/** Planes of a class: whether it is there, its four distances, and the cell's share in the loss of place. */
export const planesPerClass = perClass + 1;

interface Targets {
  /** Of each map [batch, 6·classes, rows, columns]: all `what`, then all distances, then all weights. */
  maps: Float32Array<ArrayBuffer>[];
  /** One over the number of taught cells, of all maps and classes. */
  share: number;
}

/** @param input side of the square pictures in pixels */
export function targetsOn(
  boxes: readonly (readonly LabelledBox[])[],
  classes: number,
  input: number,
): Targets {
  const maps = strides.map(
    (stride) => new Float32Array(boxes.length * planesPerClass * classes * (input / stride) ** 2),
  );
  let cells = 0;
  for (const [at, stride] of strides.entries()) {
    const side = input / stride;
    const plane = side * side;
    const values = maps[at] ?? new Float32Array();
    // Wherever nothing is taught, a box of one cell keeps the loss finite; its weight is 0.
    for (const picture of boxes.keys()) {
      const start = picture * planesPerClass * classes * plane;
      values.fill(1, start + classes * plane, start + perClass * classes * plane);
    }
    for (const [picture, drawn] of boxes.entries()) {
      const start = picture * planesPerClass * classes * plane;
      // Large ones first, so that where two of a class meet, the smaller one stays.
      for (const box of drawn.toSorted((a, b) => b.w * b.h - a.w * a.h))
        for (const { row, column, distances } of cellsOf(box, at, stride, side)) {
          const cell = row * side + column;
          values[start + box.label * plane + cell] = 1;
          for (const [nth, distance] of distances.entries())
            values[start + (classes + 4 * box.label + nth) * plane + cell] = distance;
          const weight = start + (perClass * classes + box.label) * plane + cell;
          if (values[weight] === 0) cells += 1;
          values[weight] = 1;
        }
    }
  }
  const share = 1 / Math.max(1, cells);
  for (const [at, stride] of strides.entries()) {
    const plane = (input / stride) ** 2;
    const values = maps[at] ?? new Float32Array();
    for (const picture of boxes.keys()) {
      const start = (picture * planesPerClass + perClass) * classes * plane;
      for (let cell = start; cell < start + classes * plane; cell += 1)
        values[cell] = (values[cell] ?? 0) * share;
    }
  }
  return { maps, share };
}

interface TaughtCell {
  row: number;
  column: number;
  /** To left, top, right and bottom, in cells. */
  distances: [number, number, number, number];
}

function* cellsOf(
  { x, y, w, h }: LabelledBox,
  map: number,
  stride: number,
  side: number,
): Generator<TaughtCell> {
  const [from, below] = sizes[map] ?? [0, 0];
  const long = Math.max(w, h);
  if (!(w > 0 && h > 0 && long >= from && long < below)) return;
  const near = (length: number) => Math.min(reach * stride, (length + stride) / 2);
  const cellsNear = (middle: number, length: number) =>
    Array.from({ length: side }, (_, at) => at).filter(
      (at) => Math.abs((at + 0.5) * stride - middle) < near(length),
    );
  const inCells = (pixels: number) => Math.max(leastDistance, pixels) / stride;
  for (const row of cellsNear(y + h / 2, h))
    for (const column of cellsNear(x + w / 2, w)) {
      const [across, down] = [(column + 0.5) * stride, (row + 0.5) * stride];
      const distances: TaughtCell['distances'] = [
        inCells(across - x),
        inCells(down - y),
        inCells(x + w - across),
        inCells(y + h - down),
      ];
      yield { row, column, distances };
    }
}
