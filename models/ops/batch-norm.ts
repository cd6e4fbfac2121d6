/** Batch normalisation (Ioffe & Szegedy 2015, arXiv:1502.03167) over all axes but channels. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import {
  addNode,
  divNode,
  mulNode,
  reduceNode,
  reshapeNode,
  subNode,
  unary,
} from '#models/graph/emit.ts';
import { float, type Graph, type Value } from '#models/graph/graph.ts';
import { axisSize, sizeOf, type Shape } from '#models/graph/shape.ts';

const otherAxes = (shape: Shape) => [...shape.keys()].filter((axis) => axis !== 1);
const perChannel = (shape: Shape) => shape.map((size, axis) => (axis === 1 ? size : 1));

/** (x − mean) / √(variance + eps) · gain + shift; `parts` are gain, shift, mean, variance. */
function normalise(g: Graph, x: Value, parts: readonly Value[], eps: number): Value {
  return g.node('BatchNormalization', [x, ...parts], x.shape, {
    attributes: { epsilon: float(eps) },
  });
}

interface Moments {
  mean: Value;
  variance: Value;
}

/** What both gradients share: sums over all pixels of a channel. */
function gainAndShift(g: Graph, x: Value, dy: Value, { mean, variance }: Moments, eps: number) {
  const axes = otherAxes(x.shape);
  const inverse = divNode(g, 1, unary(g, 'Sqrt', addNode(g, variance, eps)));
  const shift = reduceNode(g, 'ReduceSum', dy, axes);
  const product = reduceNode(g, 'ReduceSum', mulNode(g, dy, x), axes);
  const gain = mulNode(g, inverse, subNode(g, product, mulNode(g, mean, shift)));
  return { inverse, gain, shift };
}

const batchPrimitive: Primitive<{ eps: number; moments: Moments }> = {
  name: 'batch norm',
  forward({ graph }, inputs, { eps, moments }) {
    const affine = [inputAt('batch norm', inputs, 1), inputAt('batch norm', inputs, 2)];
    const parts = [...affine, moments.mean, moments.variance];
    const x = inputAt('batch norm', inputs, 0);
    return { output: normalise(graph, x, parts, eps), saved: undefined };
  },
  vjp({ graph: g }, { inputs, params: { eps, moments }, needs }, dy) {
    const [x, gamma] = [inputAt('batch norm', inputs, 0), inputAt('batch norm', inputs, 1)];
    const { inverse, gain, shift } = gainAndShift(g, x, dy, moments, eps);
    if (!needs[0]) return [undefined, gain, shift];
    const channels = [axisSize(x.shape, 1)];
    const slope = mulNode(g, gamma, inverse);
    const share = mulNode(g, slope, axisSize(x.shape, 1) / sizeOf(x.shape));
    // dx = a·dy + b·(x − mean) − c: the last two terms are one batch norm with a variance of 1.
    const b = unary(g, 'Neg', mulNode(g, share, mulNode(g, inverse, gain)));
    const c = unary(g, 'Neg', mulNode(g, share, shift));
    const rest = normalise(g, x, [b, c, moments.mean, g.constant(1, channels)], 0);
    const direct = mulNode(g, dy, reshapeNode(g, slope, perChannel(x.shape)));
    return [addNode(g, direct, rest), gain, shift];
  },
};

const fixedPrimitive: Primitive<{ eps: number; moments: Moments }> = {
  name: 'batch norm with fixed statistics',
  forward: (to, inputs, params) => batchPrimitive.forward(to, inputs, params),
  vjp({ graph: g }, { inputs, params: { eps, moments } }, dy) {
    const [x, gamma] = [inputAt('batch norm', inputs, 0), inputAt('batch norm', inputs, 1)];
    const { inverse, gain, shift } = gainAndShift(g, x, dy, moments, eps);
    const slope = reshapeNode(g, mulNode(g, gamma, inverse), perChannel(x.shape));
    return [mulNode(g, dy, slope), gain, shift];
  },
};

export interface BatchNormOptions {
  /** Added to the variance. */
  eps: number;
  /** Share of the batch in the running statistics, PyTorch's sense. */
  momentum: number;
  /** Uses running statistics while training too, and leaves them as they are. */
  frozen?: boolean;
  /** Whether gain and shift are trained. Default true. */
  trainable?: boolean;
  group?: string;
}

interface NormTensors {
  gain: Value;
  shift: Value;
  /** Running mean and variance. */
  running: Moments;
}

/** Parameters `name.weight` and `name.bias`, statistics `name.running_mean` and `name.running_var`. */
export function normTensors(
  net: Network,
  name: string,
  channels: number,
  { trainable = true, group = 'body' }: Pick<BatchNormOptions, 'trainable' | 'group'>,
): NormTensors {
  const facts = { decay: false, trainable, group };
  return {
    gain: net.parameter(`${name}.weight`, [channels], { ...facts, init: (v) => v.fill(1) }),
    shift: net.parameter(`${name}.bias`, [channels], { ...facts, init: (v) => v.fill(0) }),
    running: {
      mean: net.statistic(`${name}.running_mean`, channels, 0),
      variance: net.statistic(`${name}.running_var`, channels, 1),
    },
  };
}

/**
 * Moves the running statistics towards a batch's, the variance unbiased, as PyTorch keeps it.
 * @param count values a channel, more than one
 */
export function keepRunning(
  net: Network,
  name: string,
  { running }: NormTensors,
  { mean, variance }: Moments,
  momentum: number,
  count: number,
): void {
  if (count < 2)
    throw new Error(
      `${name}: batch norm needs more than one value a channel to train; use a larger batch`,
    );
  const g = net.graph;
  const moved = (old: Value, now: Value, by: number) =>
    addNode(g, mulNode(g, old, 1 - momentum), mulNode(g, now, by));
  net.updateStatistic(`${name}.running_mean`, moved(running.mean, mean, momentum));
  net.updateStatistic(
    `${name}.running_var`,
    moved(running.variance, variance, (momentum * count) / (count - 1)),
  );
}

/**
 * Makes its own tensors, those of `normTensors`.
 * @param x [N, C, H, W] or [N, C]
 */
export function batchNorm(net: Network, x: Value, name: string, options: BatchNormOptions): Value {
  const { eps, momentum, frozen = false } = options;
  const g = net.graph;
  const channels = axisSize(x.shape, 1);
  const tensors = normTensors(net, name, channels, options);
  const inputs = [x, tensors.gain, tensors.shift];
  if (!net.training || frozen)
    return net.apply(fixedPrimitive, inputs, { eps, moments: tensors.running });
  const count = sizeOf(x.shape) / channels;
  const axes = otherAxes(x.shape);
  const mean = reduceNode(g, 'ReduceMean', x, axes);
  const centred = subNode(g, x, reshapeNode(g, mean, perChannel(x.shape)));
  // Not ReduceSumSquare, which the CPU provider runs three times slower than product and sum.
  const squares = reduceNode(g, 'ReduceSum', mulNode(g, centred, centred), axes);
  const variance = mulNode(g, squares, 1 / count);
  keepRunning(net, name, tensors, { mean, variance }, momentum, count);
  return net.apply(batchPrimitive, inputs, { eps, moments: { mean, variance } });
}
