/** Operations made from primitives; their gradients follow. */
import type { Network } from '#models/autodiff/network.ts';
import { maskNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { div, mul, scale, sub } from './arithmetic.ts';
import { clamp, softplus, sqrt } from './pointwise.ts';
import { sum } from './reduce.ts';

/** x over its length along an axis; lengths below 1e-12 count as that, as in PyTorch. */
export function l2Normalise(net: Network, x: Value, axis: number): Value {
  const squared = sum(net, mul(net, x, x), [axis], true);
  return div(net, x, sqrt(net, clamp(net, squared, { low: 1e-24 })));
}

/** −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) of each element, safe for logits of any size. */
export const binaryCrossEntropy = (net: Network, logits: Value, targets: Value): Value =>
  sub(net, softplus(net, logits), mul(net, logits, targets));

/** Zeroes a share of the elements while training and scales the rest up. */
export function dropout(net: Network, x: Value, name: string, rate: number): Value {
  if (!net.training || rate === 0) return x;
  const kept = maskNode(net.graph, 'GreaterOrEqual', net.noise(name, x.shape), rate);
  return mul(net, x, scale(net, kept, 1 / (1 - rate)));
}

/** Zeroes a whole branch for a share of the samples (Huang et al. 2016, arXiv:1603.09382). */
export function dropPath(net: Network, x: Value, name: string, rate: number): Value {
  if (!net.training || rate === 0) return x;
  const each = x.shape.map((size, axis) => (axis === 0 ? size : 1));
  const kept = maskNode(net.graph, 'GreaterOrEqual', net.noise(name, each), rate);
  return mul(net, x, scale(net, kept, 1 / (1 - rate)));
}
