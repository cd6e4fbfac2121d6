/** Operations made from primitives; their gradients follow. */
import type { Network } from '#models/autodiff/network.ts';
import { maskNode, sliceNode } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';
import { add, div, mul, offset, scale, sub } from './arithmetic.ts';
import { select } from './choose.ts';
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
  /** m in radians, 0…π/2: one for all classes, or one each. */
  margin: number | readonly number[];
  /** Leaves the target as it is where cos θ ≤ 0. */
  easy?: boolean;
  /** [1], the share of the margin that counts, 0…1: a margin that grows while a network learns. */
  rise?: Value;
}

/** What the margin's formula needs of m. */
interface MarginNumbers<V> {
  cosine: V;
  sine: V;
  /** m·sin m */
  drop: V;
  /** cos(π − m) */
  limit: V;
}

const marginNumbers = (m: number): MarginNumbers<number> => ({
  cosine: Math.cos(m),
  sine: Math.sin(m),
  drop: m * Math.sin(m),
  limit: Math.cos(Math.PI - m),
});

/** The numbers of each row's class as columns [N, 1]. @param target [N, K], 1 at the class */
function marginColumns(g: Graph, target: Value, margins: readonly number[]): MarginNumbers<Value> {
  const classes = axisSize(target.shape, 1);
  if (margins.length !== classes)
    throw new RangeError(
      `ArcFace: ${margins.length} margins for ${classes} classes; give one for each, or one for all.`,
    );
  const table = margins.flatMap((m) => Object.values(marginNumbers(m)));
  const rows = axisSize(target.shape, 0);
  const chosen = g.node('MatMul', [target, g.constant(table, [classes, 4])], [rows, 4]);
  const column = (at: number) => sliceNode(g, chosen, [{ axis: 1, start: at, end: at + 1 }]);
  return { cosine: column(0), sine: column(1), drop: column(2), limit: column(3) };
}

/**
 * Logits with an additive angular margin on the target (Deng et al. 2019, arXiv:1801.07698):
 * s·cos(θ + m) where cos θ > cos(π − m), else s·(cos θ − m·sin m), which goes on falling where the
 * margin would fold the angle back.
 * @param cosines [N, K]
 * @param labels [N], class numbers as floats
 */
export function arcFace(
  net: Network,
  cosines: Value,
  labels: Value,
  { scale: s, margin, easy = false, rise }: ArcFaceOptions,
): Value {
  const g = net.graph;
  const target = oneHot(g, labels, axisSize(cosines.shape, 1));
  const m = typeof margin === 'number' ? marginNumbers(margin) : marginColumns(g, target, margin);
  const times = (x: Value, by: number | Value) =>
    typeof by === 'number' ? scale(net, x, by) : mul(net, x, by);
  const cosine = sum(net, mul(net, cosines, target), [1], true);
  // Rounding can carry a cosine past one; the floor keeps the slope of the root finite.
  const squaredSine = offset(net, scale(net, mul(net, cosine, cosine), -1), 1);
  const sine = sqrt(net, clamp(net, squaredSine, { low: 1e-9 }));
  const moved = sub(net, times(cosine, m.cosine), times(sine, m.sine));
  const drop = typeof m.drop === 'number' ? g.constant(m.drop) : m.drop;
  const beyond = easy ? cosine : sub(net, cosine, drop);
  const near = maskNode(g, 'Greater', cosine, easy ? 0 : m.limit);
  const whole = sub(net, select(net, near, moved, beyond), cosine);
  const change = mul(net, target, rise === undefined ? whole : mul(net, whole, rise));
  return scale(net, add(net, cosines, change), s);
}
