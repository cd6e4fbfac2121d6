/** How well boxes cover each other, as nodes; a box is four columns [N, 1]: middle and sides. */
import type { Network } from '#models/autodiff/network.ts';
import { addNode, divNode, subNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { add, div, mul, offset, scale, sub } from '#models/ops/arithmetic.ts';
import { maximum, minimum } from '#models/ops/choose.ts';
import { atan, clamp } from '#models/ops/pointwise.ts';

interface BoxColumns {
  x: Value;
  y: Value;
  w: Value;
  h: Value;
}

/** Keeps quotients finite. */
const eps = 1e-7;

/**
 * Complete IoU (Zheng et al. 2020, arXiv:1911.08287): IoU − ρ²/c² − αv, where ρ is the distance of the
 * middles, c the diagonal of what holds both boxes and v = 4/π²·(Δ atan w/h)². α passes no gradient.
 * @returns both [N, 1]; `iou` is the plain one
 */
export function completeIoU(
  net: Network,
  a: BoxColumns,
  b: BoxColumns,
): { iou: Value; complete: Value } {
  const g = net.graph;
  const [across, down] = [along(net, a.x, a.w, b.x, b.w), along(net, a.y, a.h, b.y, b.h)];
  const shared = mul(net, across.shared, down.shared);
  const area = add(net, mul(net, a.w, a.h), mul(net, b.w, b.h));
  const iou = div(net, shared, offset(net, sub(net, area, shared), eps));
  const square = (value: Value) => mul(net, value, value);
  const distance = add(net, square(sub(net, a.x, b.x)), square(sub(net, a.y, b.y)));
  const diagonal = offset(net, add(net, square(across.whole), square(down.whole)), eps);
  const turn = (box: BoxColumns) => atan(net, div(net, box.w, box.h));
  const v = scale(net, square(sub(net, turn(a), turn(b))), 4 / Math.PI ** 2);
  // Emitted beside the tape, so that it is a constant to the gradient.
  const alpha = divNode(g, v, addNode(g, subNode(g, v, iou), 1 + eps));
  const penalty = add(net, div(net, distance, diagonal), mul(net, alpha, v));
  return { iou, complete: sub(net, iou, penalty) };
}

/** What two stretches share and what holds both, from their middles and lengths. */
function along(net: Network, a: Value, lengthA: Value, b: Value, lengthB: Value) {
  const ends = (middle: Value, length: Value) => {
    const half = scale(net, length, 0.5);
    return [sub(net, middle, half), add(net, middle, half)] as const;
  };
  const [fromA, toA] = ends(a, lengthA);
  const [fromB, toB] = ends(b, lengthB);
  const overlap = sub(net, minimum(net, toA, toB), maximum(net, fromA, fromB));
  return {
    shared: clamp(net, overlap, { low: 0 }),
    whole: sub(net, maximum(net, toA, toB), minimum(net, fromA, fromB)),
  };
}
