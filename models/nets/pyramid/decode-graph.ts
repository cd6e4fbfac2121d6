/** From maps to boxes inside the graph, so that an exported network needs no code of ours. */
import {
  addNode,
  concatNode,
  mulNode,
  sliceNode,
  subNode,
  transposeNode,
  unary,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { nchw } from '#models/graph/shape.ts';
import type { Size } from '#terms/geometry.ts';
import { strides } from './network.ts';

/** Number of proposals of a picture: a cell makes one for each class. */
export const proposalsOf = ({ width, height }: Size, classes: number): number =>
  strides.reduce((sum, stride) => sum + (classes * width * height) / stride ** 2, 0);

/**
 * Boxes in pixels of the input, by standard ops and for any batch size: middle and sides, the chance of the
 * proposal's class, and which class that is, 1 for it and 0 for the others.
 * @param maps as `pyramidMaps` gives them
 * @returns [batch, proposals, 5 + classes], finest map first, class by class, row by row
 */
export function decodeMaps(g: Graph, maps: readonly Value[], classes: number): Value {
  return concatNode(
    g,
    maps.map((map, at) => decodeMap(g, map, classes, strides[at] ?? NaN)),
    1,
  );
}

function decodeMap(g: Graph, map: Value, classes: number, stride: number): Value {
  const [batch, , height, width] = nchw(map.shape);
  const cells = height * width;
  // A size of 0 keeps the batch as it is.
  const shaped = (x: Value, ...shape: number[]) =>
    g.node('Reshape', [x, g.integers([0, ...shape])], [batch, ...shape]);
  const channels = (start: number, end: number) => sliceNode(g, map, [{ axis: 1, start, end }]);
  const chance = unary(g, 'Sigmoid', shaped(channels(0, classes), classes, cells, 1));
  const ends = transposeNode(
    g,
    shaped(channels(classes, 5 * classes), classes, 4, cells),
    [0, 1, 3, 2],
  );
  const pair = (start: number) => sliceNode(g, ends, [{ axis: 3, start, end: start + 2 }]);
  const [before, after] = [pair(0), pair(2)];
  const corners = Array.from({ length: cells }, (_, cell) => [
    ((cell % width) + 0.5) * stride,
    (Math.floor(cell / width) + 0.5) * stride,
  ]);
  const middle = addNode(
    g,
    mulNode(g, subNode(g, after, before), stride / 2),
    g.constant(corners.flat(), [1, 1, cells, 2]),
  );
  const sides = mulNode(g, addNode(g, before, after), stride);
  const which = Array.from({ length: classes * classes }, (_, at) =>
    at % classes === Math.floor(at / classes) ? 1 : 0,
  );
  // Times one or zero for each cell, and so of the batch's size.
  const ones = addNode(g, mulNode(g, chance, 0), 1);
  const kind = mulNode(g, ones, g.constant(which, [1, classes, 1, classes]));
  const whole = concatNode(g, [middle, sides, chance, kind], 3);
  return shaped(whole, classes * cells, 5 + classes);
}
