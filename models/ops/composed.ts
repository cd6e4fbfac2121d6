/** Operations made from primitives; their gradients follow. */
import type { Network } from '#models/autodiff/network.ts';
import { maskNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';
import { add, div, mul, offset, scale, sub } from './arithmetic.ts';
import { select } from './choose.ts';
import { matmul } from './matmul.ts';
import { clamp, softplus, sqrt } from './pointwise.ts';
import { sum } from './reduce.ts';
import { oneHot } from './softmax-cross-entropy.ts';

/** x over its length along an axis; lengths below 1e-12 count as that, as in PyTorch. */
export function l2Normalise(net: Network, x: Value, axis: number): Value {
  const squared = sum(net, mul(net, x, x), [axis], true);
  return div(net, x, sqrt(net, clamp(net, squared, { low: 1e-24 })));
}

/** −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) of each element, safe for logits of any size. */
export const binaryCrossEntropy = (net: Network, logits: Value, targets: Value): Value =>
  sub(net, softplus(net, logits), mul(net, logits, targets));

/** Rows of a table by their numbers: [N] as floats → [N, width]. */
export const takeRows = (net: Network, table: Value, rows: Value): Value =>
  matmul(net, oneHot(net.graph, rows, axisSize(table.shape, 0)), table);

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

export interface ArcFaceOptions {
  /** s, the length that logits are scaled to. */
  scale: number;
  /** m in radians. */
  margin: number;
  /** Leaves the target as it is where cos θ ≤ 0. */
  easy?: boolean;
}

/**
 * Logits with an additive angular margin on the target (Deng et al. 2019, arXiv:1801.07698):
 * s·cos(θ + m) where cos θ > cos(π − m), else s·(cos θ − m·sin m).
 * @param cosines [N, K]
 * @param labels [N], class numbers as floats
 */
export function arcFace(
  net: Network,
  cosines: Value,
  labels: Value,
  { scale: s, margin: m, easy = false }: ArcFaceOptions,
): Value {
  const g = net.graph;
  const target = oneHot(g, labels, axisSize(cosines.shape, 1));
  const cosine = sum(net, mul(net, cosines, target), [1], true);
  const squaredSine = offset(net, scale(net, mul(net, cosine, cosine), -1), 1);
  const sine = sqrt(net, clamp(net, squaredSine, { low: 1e-9 }));
  const moved = sub(net, scale(net, cosine, Math.cos(m)), scale(net, sine, Math.sin(m)));
  const beyond = easy ? cosine : offset(net, cosine, -m * Math.sin(m));
  const limit = easy ? 0 : Math.cos(Math.PI - m);
  const logit = select(net, maskNode(g, 'Greater', cosine, limit), moved, beyond);
  const change = mul(net, target, sub(net, logit, cosine));
  return scale(net, add(net, cosines, change), s);
}
