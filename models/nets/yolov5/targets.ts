/** Which proposals a drawn box is taught to, by shape of anchor and place of cell. */
import type { Size } from '#terms/geometry.ts';
import type { LabelledBox } from '../detectors/labelled-box.ts';
import { anchorsPerCell, reachOfAnchor, strides, type Anchor, type Anchors } from './presets.ts';

/** Numbers of a match before its classes, in the order of `Match`'s fields. */
export const matchHead = 8;

/** A box and one proposal that must become it; lengths in cells of the map. */
interface Match {
  /** Number of the proposal: ((picture·3 + anchor)·height + y)·width + x. */
  row: number;
  /** Middle of the box from the corner of the proposal's cell, −0.5…1.5. */
  x: number;
  y: number;
  w: number;
  h: number;
  anchorWidth: number;
  anchorHeight: number;
  label: number;
}

/** Whether a box of these sides can be learned from an anchor. */
export function isReachable(w: number, h: number, [width, height]: Anchor): boolean {
  const [wide, tall] = [w / width, h / height];
  return Math.max(wide, 1 / wide, tall, 1 / tall) < reachOfAnchor;
}

/** The cell that a box's middle lies in, and the nearer neighbours across and down, inside the map. */
function cellsOf(x: number, y: number, { width, height }: Size): [x: number, y: number][] {
  const column = Math.min(Math.floor(x), width - 1);
  const row = Math.min(Math.floor(y), height - 1);
  const cells: [number, number][] = [[column, row]];
  const [right, down] = [x - column, y - row];
  if (right < 0.5 && column > 0) cells.push([column - 1, row]);
  if (down < 0.5 && row > 0) cells.push([column, row - 1]);
  if (right > 0.5 && column < width - 1) cells.push([column + 1, row]);
  if (down > 0.5 && row < height - 1) cells.push([column, row + 1]);
  return cells;
}

/**
 * Matches of a batch on one of the three maps. A box is matched with every anchor whose sides differ
 * from its own by a factor below 4, in the cell of its middle and up to two neighbours.
 * @param boxes of each picture; those without area or with their middle outside are passed over
 * @param map 0 for stride 8, 1 for 16, 2 for 32
 * @param input sides of the pictures in pixels
 */
export function matchesOn(
  boxes: readonly (readonly LabelledBox[])[],
  map: number,
  anchors: Anchors,
  input: Size,
): Match[] {
  const stride = strides[map] ?? NaN;
  const sides = { width: input.width / stride, height: input.height / stride };
  const matches: Match[] = [];
  for (const [picture, drawn] of boxes.entries()) {
    for (const { label, ...box } of drawn) {
      const [x, y] = [(box.x + box.w / 2) / stride, (box.y + box.h / 2) / stride];
      const inside = x >= 0 && y >= 0 && x <= sides.width && y <= sides.height;
      if (!inside || !(box.w > 0 && box.h > 0)) continue;
      for (const [at, anchor] of (anchors[map] ?? []).entries()) {
        if (!isReachable(box.w, box.h, anchor)) continue;
        for (const [column, row] of cellsOf(x, y, sides))
          matches.push({
            row: ((picture * anchorsPerCell + at) * sides.height + row) * sides.width + column,
            x: x - column,
            y: y - row,
            w: box.w / stride,
            h: box.h / stride,
            anchorWidth: anchor[0] / stride,
            anchorHeight: anchor[1] / stride,
            label,
          });
      }
    }
  }
  return matches;
}

/**
 * Matches as the loss reads them, padded to a fixed number of rows of 8 + classes numbers: the
 * proposal, the box, the anchor, its weight (1/count; 0 in padding) and the classes, 1 or 0.
 * Where there are more than fit, they are thinned out evenly.
 */
export function packMatches(
  matches: readonly Match[],
  classes: number,
  rows: number,
): Float32Array<ArrayBuffer> {
  const length = matchHead + classes;
  const packed = new Float32Array(rows * length);
  const kept = Math.min(matches.length, rows);
  for (let at = 0; at < rows; at++) {
    // Boxes of one cell in padding keep every quotient of the loss finite.
    const match = at < kept ? matches[Math.floor((at * matches.length) / kept)] : undefined;
    const { row, x, y, w, h, anchorWidth, anchorHeight } = match ?? padding;
    const weight = match ? 1 / kept : 0;
    packed.set([row, x, y, w, h, anchorWidth, anchorHeight, weight], at * length);
    if (match) packed[at * length + matchHead + match.label] = 1;
  }
  return packed;
}

const padding = { row: 0, x: 0.5, y: 0.5, w: 1, h: 1, anchorWidth: 1, anchorHeight: 1 };
