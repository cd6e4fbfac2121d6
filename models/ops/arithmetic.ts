/** Sum, difference, product and quotient with broadcasting. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { addNode, divNode, mulNode, subNode, unary, unbroadcast } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';

/** Gradients of both operands before what was broadcast is summed; asked for one by one. */
interface BinaryRule {
  name: string;
  forward: (g: Graph, a: Value, b: Value) => Value;
  left: (g: Graph, dy: Value, a: Value, b: Value, y: Value) => Value;
  right: (g: Graph, dy: Value, a: Value, b: Value, y: Value) => Value;
}

function binaryPrimitive({ name, forward, left, right }: BinaryRule): Primitive {
  return {
    name,
    forward: ({ graph }, inputs) => ({
      output: forward(graph, inputAt(name, inputs, 0), inputAt(name, inputs, 1)),
      saved: undefined,
    }),
    vjp({ graph }, { inputs, output, needs }, dy) {
      const [a, b] = [inputAt(name, inputs, 0), inputAt(name, inputs, 1)];
      return [
        needs[0] ? unbroadcast(graph, left(graph, dy, a, b, output), a.shape) : undefined,
        needs[1] ? unbroadcast(graph, right(graph, dy, a, b, output), b.shape) : undefined,
      ];
    },
  };
}

const addPrimitive = binaryPrimitive({
  name: 'add',
  forward: addNode,
  left: (_g, dy) => dy,
  right: (_g, dy) => dy,
});
const subPrimitive = binaryPrimitive({
  name: 'sub',
  forward: subNode,
  left: (_g, dy) => dy,
  right: (g, dy) => unary(g, 'Neg', dy),
});
const mulPrimitive = binaryPrimitive({
  name: 'mul',
  forward: mulNode,
  left: (g, dy, _a, b) => mulNode(g, dy, b),
  right: (g, dy, a) => mulNode(g, dy, a),
});
const divPrimitive = binaryPrimitive({
  name: 'div',
  forward: divNode,
  left: (g, dy, _a, b) => divNode(g, dy, b),
  right: (g, dy, _a, b, y) => unary(g, 'Neg', divNode(g, mulNode(g, dy, y), b)),
});
const scalePrimitive: Primitive<number> = {
  name: 'scale',
  forward: ({ graph }, inputs, by) => ({
    output: mulNode(graph, inputAt('scale', inputs, 0), by),
    saved: undefined,
  }),
  vjp: ({ graph }, { params }, dy) => [mulNode(graph, dy, params)],
};

export const add = (net: Network, a: Value, b: Value): Value =>
  net.apply(addPrimitive, [a, b], undefined);
export const sub = (net: Network, a: Value, b: Value): Value =>
  net.apply(subPrimitive, [a, b], undefined);
export const mul = (net: Network, a: Value, b: Value): Value =>
  net.apply(mulPrimitive, [a, b], undefined);
export const div = (net: Network, a: Value, b: Value): Value =>
  net.apply(divPrimitive, [a, b], undefined);
/** Times a number that is known now. */
export const scale = (net: Network, x: Value, by: number): Value =>
  net.apply(scalePrimitive, [x], by);
/** Plus a number that is known now. */
export const offset = (net: Network, x: Value, by: number): Value =>
  add(net, x, net.graph.constant(by));
