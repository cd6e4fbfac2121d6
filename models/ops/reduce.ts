/** Sum, mean and maximum over axes. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { divNode, maskNode, mulNode, reduceNode, reshapeNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { reducedShape, sizeOf, type Shape } from '#models/graph/shape.ts';

interface Axes {
  axes: readonly number[];
  keep: boolean;
}
const kept = (shape: Shape, { axes }: Axes) => reducedShape(shape, axes, true);

const sumPrimitive: Primitive<Axes> = {
  name: 'sum',
  forward: ({ graph }, inputs, { axes, keep }) => ({
    output: reduceNode(graph, 'ReduceSum', inputAt('sum', inputs, 0), axes, keep),
    saved: undefined,
  }),
  vjp({ graph }, { inputs, params }, dy) {
    const { shape } = inputAt('sum', inputs, 0);
    return [reshapeNode(graph, dy, kept(shape, params))];
  },
};
const meanPrimitive: Primitive<Axes> = {
  name: 'mean',
  forward: ({ graph }, inputs, { axes, keep }) => ({
    output: reduceNode(graph, 'ReduceMean', inputAt('mean', inputs, 0), axes, keep),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, output, params }, dy) {
    const { shape } = inputAt('mean', inputs, 0);
    const share = mulNode(g, dy, sizeOf(output.shape) / sizeOf(shape));
    return [reshapeNode(g, share, kept(shape, params))];
  },
};
const maxPrimitive: Primitive<Axes> = {
  name: 'max',
  forward: ({ graph }, inputs, { axes, keep }) => ({
    output: reduceNode(graph, 'ReduceMax', inputAt('max', inputs, 0), axes, keep),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, output, params }, dy) {
    const x = inputAt('max', inputs, 0);
    const shape = kept(x.shape, params);
    const mask = maskNode(g, 'Equal', x, reshapeNode(g, output, shape));
    const ties = reduceNode(g, 'ReduceSum', mask, params.axes, true);
    return [mulNode(g, mask, divNode(g, reshapeNode(g, dy, shape), ties))];
  },
};

export const sum = (net: Network, x: Value, axes: readonly number[], keep = false): Value =>
  net.apply(sumPrimitive, [x], { axes, keep });
export const mean = (net: Network, x: Value, axes: readonly number[], keep = false): Value =>
  net.apply(meanPrimitive, [x], { axes, keep });
/** Equal maxima share the gradient evenly, as PyTorch's amax does. */
export const max = (net: Network, x: Value, axes: readonly number[], keep = false): Value =>
  net.apply(maxPrimitive, [x], { axes, keep });
/** Mean over height and width: [N, C, H, W] → [N, C, 1, 1]. */
export const globalAveragePool = (net: Network, x: Value): Value => mean(net, x, [2, 3], true);
