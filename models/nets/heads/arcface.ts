/** Additive angular margin (Deng et al. 2019, arXiv:1801.07698) over embeddings, as cross-entropy. */
import type { Network } from '#models/autodiff/network.ts';
import { maskNode, subNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { add, div, mul, offset, scale, sub } from '#models/ops/arithmetic.ts';
import { linear } from '#models/ops/linear.ts';
import { clamp, sqrt } from '#models/ops/pointwise.ts';
import { sum } from '#models/ops/reduce.ts';
import { oneHot, softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import type { TrainingLayers } from '../layers/training-layers.ts';

export interface ArcFace {
  classes: number;
  /** Radians added to the angle of the true class, 0…π/2. */
  margin: number;
  /** Cosines are multiplied by this. */
  scale: number;
  /** Label smoothing, 0…1; default 0. */
  smoothing?: number;
}

/** Rows of length one; a row of zeros stays zeros. [N, D] → [N, D] */
export function normalizeRows(net: Network, x: Value): Value {
  const squares = sum(net, mul(net, x, x), [1], true);
  return div(net, x, sqrt(net, clamp(net, squares, { low: 1e-24 })));
}

/**
 * The loss, a scalar. Where the angle is so wide that the margin would fold it back
 * (cos θ ≤ cos(π − m)), cos θ − m·sin m goes on falling instead.
 * @param embeddings [N, D], of any length
 * @param labels [N], class numbers as floats
 */
export function arcFaceLoss(
  layers: TrainingLayers,
  embeddings: Value,
  labels: Value,
  { classes, margin, scale: s, smoothing = 0 }: ArcFace,
): Value {
  const net = layers.network;
  const weight = layers.weight('arcface.weight', [classes, embeddings.shape[1] ?? 0], 1);
  const cosines = linear(net, normalizeRows(net, embeddings), normalizeRows(net, weight));
  const logits = scale(net, withMargin(net, cosines, labels, margin), s);
  return softmaxCrossEntropy(net, logits, labels, smoothing);
}

/** Cosines [N, K] in which each row's true class has the margin. */
export function withMargin(net: Network, cosines: Value, labels: Value, margin: number): Value {
  const g = net.graph;
  const chosen = oneHot(g, labels, cosines.shape[1] ?? 0);
  const target = sum(net, mul(net, cosines, chosen), [1], true);
  // Rounding can carry a cosine past one; the floor keeps the slope of the root finite.
  const square = clamp(net, offset(net, scale(net, mul(net, target, target), -1), 1), {
    low: 1e-9,
  });
  const cosine = scale(net, target, Math.cos(margin));
  const turned = sub(net, cosine, scale(net, sqrt(net, square), Math.sin(margin)));
  const straight = offset(net, target, -margin * Math.sin(margin));
  const near = maskNode(g, 'Greater', target, Math.cos(Math.PI - margin));
  const far = subNode(g, 1, near);
  const moved = add(net, mul(net, turned, near), mul(net, straight, far));
  return add(net, cosines, mul(net, sub(net, moved, target), chosen));
}
