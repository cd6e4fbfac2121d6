/** Functions of one number, applied to each element. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import {
  addNode,
  divNode,
  maskNode,
  mulNode,
  subNode,
  unary,
  unbroadcast,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { sizeOf } from '#models/graph/shape.ts';

/** @param derivative dy times f′, from the input x and the output y */
function pointwise(
  opType: string,
  derivative: (g: Graph, dy: Value, x: Value, y: Value) => Value,
): (net: Network, x: Value) => Value {
  const primitive: Primitive = {
    name: opType.toLowerCase(),
    forward: ({ graph }, inputs) => ({
      output: unary(graph, opType, inputAt(opType, inputs, 0)),
      saved: undefined,
    }),
    vjp: ({ graph }, { inputs, output }, dy) => [
      derivative(graph, dy, inputAt(opType, inputs, 0), output),
    ],
  };
  return (net, x) => net.apply(primitive, [x], undefined);
}

export const sqrt = pointwise('Sqrt', (g, dy, _x, y) => divNode(g, mulNode(g, dy, 0.5), y));
export const sigmoid = pointwise('Sigmoid', (g, dy, _x, y) =>
  mulNode(g, dy, mulNode(g, y, subNode(g, 1, y))),
);
export const atan = pointwise('Atan', (g, dy, x) =>
  divNode(g, dy, addNode(g, mulNode(g, x, x), 1)),
);
/** The derivative at 0 is 0, as in PyTorch. */
export const relu = pointwise('Relu', (g, dy, _x, y) =>
  mulNode(g, dy, maskNode(g, 'Greater', y, 0)),
);

/** The least number above 0 in full precision, and the greatest below 6. */
const [above0, below6] = [2 ** -126, 6 - 2 ** -21];
const relu6Primitive: Primitive = {
  name: 'relu6',
  forward({ graph: g }, inputs) {
    const x = inputAt('relu6', inputs, 0);
    const output = g.node('Clip', [x, g.constant(0), g.constant(6)], x.shape);
    return { output, saved: undefined };
  },
  vjp({ graph: g }, { output: y }, dy) {
    // One comparison for both bounds: comparing and choosing takes three times as long as clipping.
    const inside = g.node('Clip', [y, g.constant(above0), g.constant(below6)], y.shape);
    return [mulNode(g, dy, maskNode(g, 'Equal', inside, y))];
  },
};
/** The least of 6 and the larger of 0 and x. The derivative at both bounds is 0, as in PyTorch. */
export const relu6 = (net: Network, x: Value): Value => net.apply(relu6Primitive, [x], undefined);

export const softplus = pointwise('Softplus', (g, dy, x) => mulNode(g, dy, unary(g, 'Sigmoid', x)));

interface Bounds {
  low?: number;
  high?: number;
}
const clampPrimitive: Primitive<Bounds> = {
  name: 'clamp',
  forward({ graph: g }, inputs, { low, high }) {
    const x = inputAt('clamp', inputs, 0);
    const bound = (at: number | undefined) => (at === undefined ? undefined : g.constant(at));
    return { output: g.node('Clip', [x, bound(low), bound(high)], x.shape), saved: undefined };
  },
  vjp({ graph: g }, { inputs, params: { low, high } }, dy) {
    const x = inputAt('clamp', inputs, 0);
    let dx = dy;
    if (low !== undefined) dx = mulNode(g, dx, maskNode(g, 'GreaterOrEqual', x, low));
    if (high !== undefined) dx = mulNode(g, dx, maskNode(g, 'LessOrEqual', x, high));
    return [dx];
  },
};
/** Numbers outside the bounds become the bound and pass no gradient; on a bound they do. */
export const clamp = (net: Network, x: Value, bounds: Bounds): Value =>
  net.apply(clampPrimitive, [x], bounds);

const siluPrimitive: Primitive = {
  name: 'silu',
  forward({ graph: g, profile }, inputs) {
    const x = inputAt('silu', inputs, 0);
    if (profile.name === 'standard')
      return { output: mulNode(g, x, unary(g, 'Sigmoid', x)), saved: undefined };
    const attributes = { alpha: { kind: 'float', value: 1 } } as const;
    const fused = g.node('QuickGelu', [x], x.shape, { domain: 'com.microsoft', attributes });
    return { output: fused, saved: undefined };
  },
  vjp({ graph: g }, { inputs, output: y }, dy) {
    const s = unary(g, 'Sigmoid', inputAt('silu', inputs, 0));
    return [mulNode(g, dy, addNode(g, y, mulNode(g, s, subNode(g, 1, y))))];
  },
};
/** x·σ(x); its derivative is y + σ(x)·(1 − y). */
export const silu = (net: Network, x: Value): Value => net.apply(siluPrimitive, [x], undefined);

const powPrimitive: Primitive = {
  name: 'pow',
  forward: ({ graph }, inputs) => ({
    output: graph.node('Pow', [...inputs], inputAt('pow', inputs, 0).shape),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, output: y, needs }, dy) {
    const [x, p] = [inputAt('pow', inputs, 0), inputAt('pow', inputs, 1)];
    const dx = () => mulNode(g, dy, mulNode(g, p, g.node('Pow', [x, subNode(g, p, 1)], x.shape)));
    const dp = () => {
      const each = mulNode(g, dy, mulNode(g, y, unary(g, 'Log', x)));
      if (sizeOf(p.shape) > 1) return unbroadcast(g, each, p.shape);
      const sum = g.node('ReduceSum', [each], [], { attributes: { keepdims: 0 } });
      return g.node('Reshape', [sum, g.integers(p.shape)], p.shape);
    };
    return [needs[0] ? dx() : undefined, needs[1] ? dp() : undefined];
  },
};
/**
 * x to the power of a trained or fixed number, or of one a channel; x must be above 0 where the exponent is trained
 * (GeM clamps it first).
 * @param exponent a scalar, [1], or [1, C, 1, 1]
 */
export function pow(net: Network, x: Value, exponent: Value): Value {
  const fits = exponent.shape.every((size, axis) => size === 1 || size === x.shape[axis]);
  if (!fits || (sizeOf(exponent.shape) > 1 && exponent.shape.length !== x.shape.length))
    throw new Error(
      `pow: the exponent is [${exponent.shape.join(', ')}] for [${x.shape.join(', ')}]; one number was due, or one a channel`,
    );
  return net.apply(powPrimitive, [x, exponent], undefined);
}
