/** Logits of classes by their angles, with a margin that the right one must keep. */
import type { Network } from '#models/autodiff/network.ts';
import { addNode, maskNode, mulNode, reduceNode, sliceNode } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';
import { add, mul, offset, scale, sub } from './arithmetic.ts';
import { select } from './choose.ts';
import { clamp, sqrt } from './pointwise.ts';
import { sum } from './reduce.ts';
import { oneHot } from './softmax-cross-entropy.ts';

export interface MarginOptions {
  /** s, the length that logits are scaled to. */
  scale: number;
  /** m in radians, 0…π/2: one for all classes, or one each. */
  margin: number | readonly number[];
  /** Leaves the target as it is where cos θ ≤ 0. */
  easy?: boolean;
  /** [1], the share of the margin that counts, 0…1: a margin that grows while a network learns. */
  rise?: Value;
}

interface ArcFaceOptions extends MarginOptions {
  /** ε: share of the margin that is spread over all classes, 0…1; see `arcFace`. Default 0. */
  spread?: number;
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

function tableOf(margins: readonly number[], classes: number): number[] {
  if (margins.length !== classes)
    throw new RangeError(
      `ArcFace: ${margins.length} margins for ${classes} classes; give one for each, or one for all.`,
    );
  return margins.flatMap((m) => Object.values(marginNumbers(m)));
}

/** The numbers of each row's class as columns [N, 1]. @param target [N, K], 1 at the class */
function marginColumns(g: Graph, target: Value, margins: readonly number[]): MarginNumbers<Value> {
  const [rows, classes] = [axisSize(target.shape, 0), axisSize(target.shape, 1)];
  const table = g.constant(tableOf(margins, classes), [classes, 4]);
  const chosen = g.node('MatMul', [target, table], [rows, 4]);
  const column = (at: number) => sliceNode(g, chosen, [{ axis: 1, start: at, end: at + 1 }]);
  return { cosine: column(0), sine: column(1), drop: column(2), limit: column(3) };
}

/** The numbers of all classes as rows [1, K]. */
function marginRows(g: Graph, classes: number, margins: readonly number[]): MarginNumbers<Value> {
  const table = tableOf(margins, classes);
  const row = (at: number) =>
    g.constant(
      Array.from({ length: classes }, (_, label) => table[4 * label + at] ?? NaN),
      [1, classes],
    );
  return { cosine: row(0), sine: row(1), drop: row(2), limit: row(3) };
}

/** cos(θ + m), and what takes its place where the margin would fold the angle back. */
function moved(
  net: Network,
  cosine: Value,
  m: MarginNumbers<number | Value>,
  easy: boolean,
): { plain: Value; kept: Value } {
  const g = net.graph;
  const times = (x: Value, by: number | Value) =>
    typeof by === 'number' ? scale(net, x, by) : mul(net, x, by);
  // Rounding can carry a cosine past one; the floor keeps the slope of the root finite.
  const squaredSine = offset(net, scale(net, mul(net, cosine, cosine), -1), 1);
  const sine = sqrt(net, clamp(net, squaredSine, { low: 1e-9 }));
  const plain = sub(net, times(cosine, m.cosine), times(sine, m.sine));
  const drop = typeof m.drop === 'number' ? g.constant(m.drop) : m.drop;
  const beyond = easy ? cosine : sub(net, cosine, drop);
  const near = maskNode(g, 'Greater', cosine, easy ? 0 : m.limit);
  return { plain, kept: select(net, near, plain, beyond) };
}

const risen = (net: Network, change: Value, rise: Value | undefined): Value =>
  rise === undefined ? change : mul(net, change, rise);

/**
 * Logits with an additive angular margin on the target (Deng et al. 2019, arXiv:1801.07698):
 * s·cos(θ + m) where cos θ > cos(π − m), else s·(cos θ − m·sin m), which goes on falling where the
 * margin would fold the angle back.
 *
 * With a `spread` of ε every class has a part of the margin, as Kaggle's pipelines had label smoothing:
 * s·(h·φ + (1 − h)·cos θ) with φ the moved cosine of each class and h = one-hot·(1 − ε) + ε/K.
 * @param cosines [N, K]
 * @param labels [N], class numbers as floats
 */
export function arcFace(
  net: Network,
  cosines: Value,
  labels: Value,
  { scale: s, margin, easy = false, rise, spread = 0 }: ArcFaceOptions,
): Value {
  const g = net.graph;
  const classes = axisSize(cosines.shape, 1);
  const target = oneHot(g, labels, classes);
  if (spread === 0) {
    const { cosine, kept } = targetOf(net, cosines, target, margin, easy);
    const change = risen(net, sub(net, kept, cosine), rise);
    return scale(net, add(net, cosines, mul(net, target, change)), s);
  }
  const m = typeof margin === 'number' ? marginNumbers(margin) : marginRows(g, classes, margin);
  const { kept } = moved(net, cosines, m, easy);
  const share = addNode(g, mulNode(g, target, 1 - spread), spread / classes);
  const change = risen(net, sub(net, kept, cosines), rise);
  return scale(net, add(net, cosines, mul(net, share, change)), s);
}

/** The cosine of each row's class [N, 1], and the same moved by the margin. */
function targetOf(
  net: Network,
  cosines: Value,
  target: Value,
  margin: MarginOptions['margin'],
  easy: boolean,
) {
  const m =
    typeof margin === 'number' ? marginNumbers(margin) : marginColumns(net.graph, target, margin);
  const cosine = sum(net, mul(net, cosines, target), [1], true);
  return { cosine, ...moved(net, cosine, m, easy) };
}

/** Share of a batch in the running mean of what targets reach. */
const reachMomentum = 0.01;

/**
 * Logits of CurricularFace (Huang et al. 2020, arXiv:2004.00288): the target as in ArcFace; a class that is nearer than
 * the moved target counts cos θ·(t + cos θ) in place of cos θ, with t the running mean of the targets' cosines: little
 * while the network is young, more once it knows the easy ones.
 * @param name of the running mean among the statistics, from 0
 */
export function curricularFace(
  net: Network,
  cosines: Value,
  labels: Value,
  { scale: s, margin, easy = false, rise }: MarginOptions,
  name: string,
): Value {
  const g = net.graph;
  const target = oneHot(g, labels, axisSize(cosines.shape, 1));
  const { cosine, plain, kept } = targetOf(net, cosines, target, margin, easy);
  const before = net.statistic(name, 1, 0);
  const now = reduceNode(g, 'ReduceMean', cosine, [0, 1]);
  const t = addNode(g, mulNode(g, before, 1 - reachMomentum), mulNode(g, now, reachMomentum));
  net.updateStatistic(name, t);
  const due = add(net, cosine, risen(net, sub(net, kept, cosine), rise));
  const nearest = add(net, cosine, risen(net, sub(net, plain, cosine), rise));
  const isHard = maskNode(g, 'Greater', cosines, nearest);
  const hard = mul(net, cosines, add(net, cosines, t));
  const others = select(net, isHard, hard, cosines);
  return scale(net, add(net, others, mul(net, target, sub(net, due, others))), s);
}
