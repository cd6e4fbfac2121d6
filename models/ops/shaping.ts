/** Ops that move elements about and compute nothing. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { concatNode, padNode, reshapeNode, sliceNode, transposeNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { axisSize, type Shape } from '#models/graph/shape.ts';

const reshapePrimitive: Primitive<Shape> = {
  name: 'reshape',
  forward: ({ graph }, inputs, shape) => ({
    output: reshapeNode(graph, inputAt('reshape', inputs, 0), shape),
    saved: undefined,
  }),
  vjp: ({ graph }, { inputs }, dy) => [reshapeNode(graph, dy, inputAt('reshape', inputs, 0).shape)],
};
export const reshape = (net: Network, x: Value, shape: Shape): Value =>
  net.apply(reshapePrimitive, [x], shape);

const transposePrimitive: Primitive<readonly number[]> = {
  name: 'transpose',
  forward: ({ graph }, inputs, perm) => ({
    output: transposeNode(graph, inputAt('transpose', inputs, 0), perm),
    saved: undefined,
  }),
  vjp: ({ graph }, { params }, dy) => [
    transposeNode(
      graph,
      dy,
      params.map((_, axis) => params.indexOf(axis)),
    ),
  ],
};
/** @param perm which axis of x stands at each place of the result */
export const transpose = (net: Network, x: Value, perm: readonly number[]): Value =>
  net.apply(transposePrimitive, [x], perm);

const concatPrimitive: Primitive<number> = {
  name: 'concat',
  forward: ({ graph }, inputs, axis) => ({
    output: concatNode(graph, inputs, axis),
    saved: undefined,
  }),
  vjp({ graph }, { inputs, params: axis, needs }, dy) {
    let start = 0;
    return inputs.map((each, at) => {
      const end = start + axisSize(each.shape, axis);
      const cut = { axis, start, end };
      start = end;
      return needs[at] ? sliceNode(graph, dy, [cut]) : undefined;
    });
  },
};
export const concat = (net: Network, parts: readonly Value[], axis: number): Value =>
  net.apply(concatPrimitive, parts, axis);

interface Range {
  axis: number;
  start: number;
  /** First element no longer taken. */
  end: number;
}
const narrowPrimitive: Primitive<Range> = {
  name: 'narrow',
  forward: ({ graph }, inputs, range) => ({
    output: sliceNode(graph, inputAt('narrow', inputs, 0), [range]),
    saved: undefined,
  }),
  vjp({ graph }, { inputs, params: { axis, start, end } }, dy) {
    const { shape } = inputAt('narrow', inputs, 0);
    const pads = Array.from({ length: 2 * shape.length }, () => 0);
    pads[axis] = start;
    pads[axis + shape.length] = axisSize(shape, axis) - end;
    return [padNode(graph, dy, pads)];
  },
};
/** The elements start…end − 1 of an axis. */
export const narrow = (net: Network, x: Value, range: Range): Value =>
  net.apply(narrowPrimitive, [x], range);
