/** Matrix product over the last two axes. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { transposeNode, unbroadcast } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize, broadcast } from '#models/graph/shape.ts';

function product(g: Graph, a: Value, b: Value): Value {
  const [inner, outer] = [axisSize(a.shape, -1), axisSize(b.shape, -2)];
  if (inner !== outer)
    throw new Error(`matmul: ${inner} columns of '${a.name}' meet ${outer} rows of '${b.name}'`);
  const batch = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return g.node('MatMul', [a, b], [...batch, axisSize(a.shape, -2), axisSize(b.shape, -1)]);
}

function turned(g: Graph, x: Value): Value {
  const axes = [...x.shape.keys()];
  return transposeNode(g, x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

const matmulPrimitive: Primitive = {
  name: 'matmul',
  forward: ({ graph }, inputs) => ({
    output: product(graph, inputAt('matmul', inputs, 0), inputAt('matmul', inputs, 1)),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, needs }, dy) {
    const [a, b] = [inputAt('matmul', inputs, 0), inputAt('matmul', inputs, 1)];
    return [
      needs[0] ? unbroadcast(g, product(g, dy, turned(g, b)), a.shape) : undefined,
      needs[1] ? unbroadcast(g, product(g, turned(g, a), dy), b.shape) : undefined,
    ];
  },
};

/** @param a [..., m, k] @param b [..., k, n]; leading axes broadcast */
export const matmul = (net: Network, a: Value, b: Value): Value =>
  net.apply(matmulPrimitive, [a, b], undefined);
