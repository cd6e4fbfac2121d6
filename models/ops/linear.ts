/** Fully connected layer. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { reduceNode } from '#models/graph/emit.ts';
import { Graph, type Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';

const linearPrimitive: Primitive = {
  name: 'linear',
  forward({ graph }, inputs) {
    const [x, w] = [inputAt('linear', inputs, 0), inputAt('linear', inputs, 1)];
    const [outputs, width] = [axisSize(w.shape, 0), axisSize(w.shape, 1)];
    const rows = axisSize(x.shape, 0);
    Graph.requireShape('linear', x, [rows, width]);
    const options = { attributes: { transB: 1 } };
    return { output: graph.node('Gemm', inputs, [rows, outputs], options), saved: undefined };
  },
  vjp({ graph: g }, { inputs, needs }, dy) {
    const [x, w] = [inputAt('linear', inputs, 0), inputAt('linear', inputs, 1)];
    return [
      needs[0] ? g.node('Gemm', [dy, w], x.shape) : undefined,
      needs[1] ? g.node('Gemm', [dy, x], w.shape, { attributes: { transA: 1 } }) : undefined,
      needs[2] ? reduceNode(g, 'ReduceSum', dy, [0]) : undefined,
    ];
  },
};

/**
 * x·wᵀ + b.
 * @param x [rows, inputs]
 * @param w [outputs, inputs], as PyTorch keeps it
 * @param b [outputs]
 */
export const linear = (net: Network, x: Value, w: Value, b?: Value): Value =>
  net.apply(linearPrimitive, b ? [x, w, b] : [x, w], undefined);
