/** Larger, smaller, and either by a mask. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { addNode, binary, maskNode, mulNode, unbroadcast } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { broadcast } from '#models/graph/shape.ts';

function extreme(opType: 'Max' | 'Min', wins: 'Greater' | 'Less'): Primitive {
  return {
    name: opType === 'Max' ? 'maximum' : 'minimum',
    forward: ({ graph }, inputs) => ({
      output: binary(graph, opType, inputAt(opType, inputs, 0), inputAt(opType, inputs, 1)),
      saved: undefined,
    }),
    vjp({ graph: g }, { inputs, needs }, dy) {
      const [a, b] = [inputAt(opType, inputs, 0), inputAt(opType, inputs, 1)];
      const half = mulNode(g, maskNode(g, 'Equal', a, b), 0.5);
      const share = (winner: Value, other: Value) => {
        const weight = addNode(g, maskNode(g, wins, winner, other), half);
        return unbroadcast(g, mulNode(g, dy, weight), winner.shape);
      };
      return [needs[0] ? share(a, b) : undefined, needs[1] ? share(b, a) : undefined];
    },
  };
}
const maximumPrimitive = extreme('Max', 'Greater');
const minimumPrimitive = extreme('Min', 'Less');
/** Equal operands share the gradient, as in PyTorch. */
export const maximum = (net: Network, a: Value, b: Value): Value =>
  net.apply(maximumPrimitive, [a, b], undefined);
export const minimum = (net: Network, a: Value, b: Value): Value =>
  net.apply(minimumPrimitive, [a, b], undefined);

function pick(g: Graph, mask: Value, yes: Value, no: Value): Value {
  const holds = g.node('Greater', [mask, g.constant(0.5)], mask.shape, { dataType: 'bool' });
  const shape = broadcast(mask.shape, broadcast(yes.shape, no.shape));
  return g.node('Where', [holds, yes, no], shape, { dataType: 'float32' });
}
const selectPrimitive: Primitive<Value> = {
  name: 'select',
  forward: ({ graph }, inputs, mask) => ({
    output: pick(graph, mask, inputAt('select', inputs, 0), inputAt('select', inputs, 1)),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, params: mask, needs }, dy) {
    const [yes, no] = [inputAt('select', inputs, 0), inputAt('select', inputs, 1)];
    const zero = g.constant(0);
    return [
      needs[0] ? unbroadcast(g, pick(g, mask, dy, zero), yes.shape) : undefined,
      needs[1] ? unbroadcast(g, pick(g, mask, zero, dy), no.shape) : undefined,
    ];
  },
};
/** `yes` where the mask is 1 and `no` where it is 0; a NaN on the other side does no harm. */
export const select = (net: Network, mask: Value, yes: Value, no: Value): Value =>
  net.apply(selectPrimitive, [yes, no], mask);
