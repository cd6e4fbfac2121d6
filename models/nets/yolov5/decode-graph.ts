/** From raw maps to boxes inside the graph, so that an exported network needs no code of ours. */
import {
  addNode,
  concatNode,
  mulNode,
  sliceNode,
  transposeNode,
  unary,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { nchw } from '#models/graph/shape.ts';
import { proposalLength } from './network.ts';
import { anchorsPerCell, strides, type Anchors } from './presets.ts';

/** Number of proposals of a picture. */
export const proposalsOf = ({ width, height }: { width: number; height: number }): number =>
  strides.reduce((sum, stride) => sum + (anchorsPerCell * width * height) / stride ** 2, 0);

/**
 * Boxes in pixels of the input, by standard ops and for any batch size:
 * middle (2σ − ½ + cell)·stride, sides (2σ)²·anchor; then the chance that something is there and, if
 * so, of each class.
 * @param maps as `detectorMaps` gives them
 * @returns [batch, proposals, 5 + classes], finest map first, anchor by anchor, row by row
 */
export function decodeMaps(
  g: Graph,
  maps: readonly Value[],
  { classes, anchors }: { classes: number; anchors: Anchors },
): Value {
  const decoded = maps.map((map, at) => decodeMap(g, map, classes, anchors[at] ?? [], at));
  return concatNode(g, decoded, 1);
}

function decodeMap(
  g: Graph,
  map: Value,
  classes: number,
  anchors: Anchors[number],
  at: number,
): Value {
  const [batch, , height, width] = nchw(map.shape);
  const [cells, length] = [height * width, proposalLength(classes)];
  const stride = strides[at] ?? NaN;
  // A size of 0 keeps the batch as it is.
  const shaped = (x: Value, ...shape: number[]) =>
    g.node('Reshape', [x, g.integers([0, ...shape])], [batch, ...shape]);
  const parted = shaped(map, anchorsPerCell, length, cells);
  const squashed = unary(g, 'Sigmoid', transposeNode(g, parted, [0, 1, 3, 2]));
  const columns = (start: number, end: number) => sliceNode(g, squashed, [{ axis: 3, start, end }]);
  const corners = Array.from({ length: cells }, (_, cell) => [
    ((cell % width) - 0.5) * stride,
    (Math.floor(cell / width) - 0.5) * stride,
  ]);
  const middle = addNode(
    g,
    mulNode(g, columns(0, 2), 2 * stride),
    g.constant(corners.flat(), [1, 1, cells, 2]),
  );
  const root = mulNode(g, columns(2, 4), 2);
  const sides = mulNode(
    g,
    mulNode(g, root, root),
    g.constant(anchors.flat(), [1, anchorsPerCell, 1, 2]),
  );
  const whole = concatNode(g, [middle, sides, columns(4, length)], 3);
  return shaped(whole, anchorsPerCell * cells, length);
}
