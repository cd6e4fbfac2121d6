/**
 * A 1×1 convolution that widens, and its batch norm, as one operation. A linear map's moments follow
 * from those of what goes in, so all sums run over the narrow side: with xc = x − mean(x) and
 * cov = xc·xcᵀ/L, the variance of W·x is the row sum of (W·cov)∘W, and the norm is folded into the
 * weights before they are applied. Nothing as wide as the output is kept or passed over for the norm.
 */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import {
  addNode,
  divNode,
  mulNode,
  reduceNode,
  reshapeNode,
  subNode,
  transposeNode,
  unary,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize, nchw, type Shape } from '#models/graph/shape.ts';
import { keepRunning, normTensors, type BatchNormOptions } from './batch-norm.ts';

/** Sum over pictures and pixels of left·rightᵀ: [N, A, H, W], [N, B, H, W] → [A, B]. */
function innerProducts(g: Graph, left: Value, right: Value): Value {
  const [batch, rows, height, width] = nchw(left.shape);
  const columns = axisSize(right.shape, 1);
  const pixels = height * width;
  const a = reshapeNode(g, left, [batch, rows, pixels]);
  const b = reshapeNode(g, right, [batch, columns, pixels]);
  const each = g.node('MatMul', [a, transposeNode(g, b, [0, 2, 1])], [batch, rows, columns]);
  return reduceNode(g, 'ReduceSum', each, [0]);
}

function pointwise(g: Graph, x: Value, w: Value, bias?: Value): Value {
  const [batch, , height, width] = nchw(x.shape);
  const [outputs, inputs] = [axisSize(w.shape, 0), axisSize(w.shape, 1)];
  const kernel = reshapeNode(g, w, [outputs, inputs, 1, 1]);
  return g.node('Conv', bias ? [x, kernel, bias] : [x, kernel], [batch, outputs, height, width], {
    attributes: { kernel_shape: [1, 1] },
  });
}

const product = (g: Graph, a: Value, b: Value): Value =>
  g.node('MatMul', [a, b], [axisSize(a.shape, 0), axisSize(b.shape, 1)]);
const column = (g: Graph, v: Value): Value => reshapeNode(g, v, [axisSize(v.shape, 0), 1]);

interface Sight {
  /** x minus its mean, [N, C, H, W]. */
  centred: Value;
  /** The convolution's weights as a matrix [O, C]. */
  matrix: Value;
  /** W·cov, [O, C]. */
  spread: Value;
  /** 1/√(variance + eps), [O]. */
  inverse: Value;
}

const widenPrimitive: Primitive<Sight, { folded: Value }> = {
  name: 'widening conv with batch norm',
  forward({ graph: g }, inputs, { centred, matrix, inverse }) {
    const [gain, shift] = [inputAt('conv norm', inputs, 2), inputAt('conv norm', inputs, 3)];
    const folded = mulNode(g, column(g, mulNode(g, gain, inverse)), matrix);
    return { output: pointwise(g, centred, folded, shift), saved: { folded } };
  },
  vjp({ graph: g }, { inputs, params: { centred, matrix, spread, inverse }, saved, needs }, dy) {
    const { folded } = saved;
    const [x, w] = [inputAt('conv norm', inputs, 0), inputAt('conv norm', inputs, 1)];
    const gain = inputAt('conv norm', inputs, 2);
    const [batch, channels, height, width] = nchw(x.shape);
    const count = batch * height * width;
    const shiftGradient = reduceNode(g, 'ReduceSum', dy, [0, 2, 3]);
    const meeting = innerProducts(g, dy, centred);
    const rows = reduceNode(g, 'ReduceSum', mulNode(g, matrix, meeting), [1]);
    const gainGradient = mulNode(g, inverse, rows);
    // What batch norm takes off along its own output, for one unit of W·xc.
    const pull = column(g, mulNode(g, gainGradient, inverse));
    const weightGradient = () => {
      const slope = column(g, mulNode(g, gain, inverse));
      const free = subNode(g, meeting, mulNode(g, pull, spread));
      return reshapeNode(g, mulNode(g, slope, free), w.shape);
    };
    const inputGradient = () => {
      const back = transposeNode(g, folded, [1, 0]);
      const mean = product(g, back, column(g, mulNode(g, shiftGradient, -1 / count)));
      const direct = pointwise(g, dy, back, reshapeNode(g, mean, [channels]));
      const along = product(g, back, mulNode(g, mulNode(g, pull, 1 / count), matrix));
      return subNode(g, direct, pointwise(g, centred, along));
    };
    return [
      needs[0] ? inputGradient() : undefined,
      needs[1] ? weightGradient() : undefined,
      gainGradient,
      shiftGradient,
    ];
  },
};

/** Whether the sums over the narrow side are less work than those over the wide one. */
export function widens(x: Shape, outputs: number): boolean {
  const [batch, channels, height, width] = nchw(x);
  const count = batch * height * width;
  return outputs >= 2 * channels && height * width >= 64 && 4 * channels <= count;
}

/**
 * Batch norm of a 1×1 convolution, while training.
 * @param x [N, C, H, W]
 * @param w [O, C, 1, 1]
 * @param name of the norm, whose tensors are those of `batchNorm`
 */
export function convolveAndNorm(
  net: Network,
  x: Value,
  w: Value,
  name: string,
  options: Omit<BatchNormOptions, 'frozen'>,
): Value {
  const g = net.graph;
  const [batch, channels, height, width] = nchw(x.shape);
  const outputs = axisSize(w.shape, 0);
  const count = batch * height * width;
  const tensors = normTensors(net, name, outputs, options);
  const matrix = reshapeNode(g, w, [outputs, channels]);
  const inputMean = reduceNode(g, 'ReduceMean', x, [0, 2, 3]);
  const centred = subNode(g, x, reshapeNode(g, inputMean, [1, channels, 1, 1]));
  const covariance = mulNode(g, innerProducts(g, centred, centred), 1 / count);
  const spread = product(g, matrix, covariance);
  const summed = reduceNode(g, 'ReduceSum', mulNode(g, spread, matrix), [1]);
  // Rounding may carry a variance of nothing below zero.
  const variance = g.node('Max', [summed, g.constant(0)], [outputs]);
  const mean = reshapeNode(g, product(g, matrix, column(g, inputMean)), [outputs]);
  keepRunning(net, name, tensors, { mean, variance }, options.momentum, count);
  const inverse = divNode(g, 1, unary(g, 'Sqrt', addNode(g, variance, options.eps)));
  const inputs = [x, w, tensors.gain, tensors.shift];
  return net.apply(widenPrimitive, inputs, { centred, matrix, spread, inverse });
}
