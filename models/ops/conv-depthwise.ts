/** Convolution of each channel with a kernel of its own. */
import { inputAt, type Emitter, type Primitive } from '#models/autodiff/primitive.ts';
import {
  concatNode,
  expandNode,
  padNode,
  reduceNode,
  reshapeNode,
  sliceNode,
  transposeNode,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize, nchw, type Shape } from '#models/graph/shape.ts';
import { flipKernel } from './flip-kernel.ts';
import { mirroredPads, windowAttributes, type Window } from './window.ts';

/** Grouped Conv, in the CPU provider's blocked layout where there is one: two to five times faster. */
function groupedConv({ graph: g, profile }: Emitter, x: Value, w: Value, window: Window): Value {
  const [batch, channels] = nchw(x.shape);
  const shape = [batch, channels, ...window.out];
  const attributes = { ...windowAttributes(window), group: channels };
  const { nchwcBlock: block } = profile;
  if (block === 0 || channels % block !== 0) return g.node('Conv', [x, w], shape, { attributes });
  const domain = 'com.microsoft.nchwc';
  const k = window.kernel;
  const byBlock = reshapeNode(g, w, [channels / block, block, k, k]);
  const blocked = reshapeNode(g, transposeNode(g, byBlock, [0, 2, 3, 1]), [channels, 1, k, k]);
  const reordered = g.node('ReorderInput', [x], x.shape, { domain });
  const y = g.node('Conv', [reordered, blocked], shape, { domain, attributes });
  return g.node('ReorderOutput', [y], shape, { domain, attributes: { channels } });
}

/** Puts stride − 1 zeros behind each element of the last two axes, by a product with a 0/1 matrix. */
function zeroInsert(g: Graph, dy: Value, stride: number, size: Shape): Value {
  if (stride === 1) return dy;
  const [batch, channels, height, width] = nchw(dy.shape);
  const row = stride * stride * width;
  const matrix = Array.from({ length: width * row }, () => 0);
  for (let at = 0; at < width; at++) matrix[at * row + at * stride] = 1;
  const flat = reshapeNode(g, dy, [batch * channels * height, width]);
  const spread = g.node(
    'MatMul',
    [flat, g.constant(matrix, [width, row])],
    [batch * channels * height, row],
  );
  const whole = reshapeNode(g, spread, [batch, channels, height * stride, width * stride]);
  const [keepHeight, keepWidth] = [axisSize(size, 2), axisSize(size, 3)].map((each, i) =>
    Math.min(each, axisSize(whole.shape, 2 + i)),
  );
  return sliceNode(g, whole, [
    { axis: 2, start: 0, end: keepHeight ?? 1 },
    { axis: 3, start: 0, end: keepWidth ?? 1 },
  ]);
}

function inputGradient(to: Emitter, x: Value, w: Value, window: Window, dy: Value): Value {
  const spread = zeroInsert(to.graph, dy, window.stride, x.shape);
  const [, , height, width] = nchw(x.shape);
  return groupedConv(to, spread, flipKernel(to.graph, w), {
    ...window,
    stride: 1,
    pads: mirroredPads(window, x.shape, spread.shape),
    out: [height, width],
  });
}

/** For outputs of a few pixels: dy as the kernel of a convolution over each picture's each channel. */
function weightGradientByConv(g: Graph, x: Value, w: Value, window: Window, dy: Value): Value {
  const [batch, channels, height, width] = nchw(x.shape);
  const { kernel: k, stride, pads, dilation, out } = window;
  const planes = batch * channels;
  const tall = height + pads[0] + pads[2] - (out[0] - 1) * stride;
  const wide = width + pads[1] + pads[3] - (out[1] - 1) * stride;
  const pictures = reshapeNode(g, x, [1, planes, height, width]);
  const kernels = reshapeNode(g, dy, [planes, 1, ...out]);
  const taps = g.node('Conv', [pictures, kernels], [1, planes, tall, wide], {
    attributes: { group: planes, kernel_shape: out, dilations: [stride, stride], pads },
  });
  const reach = dilation * (k - 1) + 1;
  const cut = sliceNode(g, taps, [
    { axis: 2, start: 0, end: reach, step: dilation },
    { axis: 3, start: 0, end: reach, step: dilation },
  ]);
  const byImage = reshapeNode(g, cut, [batch, channels, k * k]);
  return reshapeNode(g, reduceNode(g, 'ReduceSum', byImage, [0]), w.shape);
}

/**
 * For larger outputs: with channels outermost, one product a kernel row gives every pair of input
 * and output column; the pairs that a tap joins are gathered and summed.
 */
function weightGradientByRows(g: Graph, x: Value, w: Value, window: Window, dy: Value): Value {
  const [batch, channels, , width] = nchw(x.shape);
  const { kernel: k, stride, pads, dilation, out } = window;
  const [top, left, below, right] = pads;
  const zeros = (rows: number): Value[] =>
    rows > 0 ? [expandNode(g, g.constant(0, [1, 1, 1, 1]), [channels, batch, rows, width])] : [];
  const padded = concatNode(
    g,
    [...zeros(top), transposeNode(g, x, [1, 0, 2, 3]), ...zeros(below)],
    2,
  );
  const columns = reshapeNode(g, transposeNode(g, dy, [1, 0, 2, 3]), [
    channels,
    batch * out[0],
    out[1],
  ]);
  const wide = width + left + right;
  const pairs = Array.from({ length: k }, (_, row) => {
    const start = row * dilation;
    const seen = sliceNode(g, padded, [
      { axis: 2, start, end: start + (out[0] - 1) * stride + 1, step: stride },
    ]);
    const turned = transposeNode(
      g,
      reshapeNode(g, seen, [channels, batch * out[0], width]),
      [0, 2, 1],
    );
    const each = g.node('MatMul', [turned, columns], [channels, width, out[1]]);
    return reshapeNode(g, padNode(g, each, [0, left, 0, 0, right, 0]), [channels, wide * out[1]]);
  });
  const taps: number[] = [];
  for (let row = 0; row < k; row++)
    for (let column = 0; column < k; column++)
      for (let at = 0; at < out[1]; at++)
        taps.push((row * wide + at * stride + column * dilation) * out[1] + at);
  const picked = g.node(
    'Gather',
    [concatNode(g, pairs, 1), g.integers(taps)],
    [channels, taps.length],
    {
      attributes: { axis: 1 },
    },
  );
  const byTap = reshapeNode(g, picked, [channels, k * k, out[1]]);
  return reshapeNode(g, reduceNode(g, 'ReduceSum', byTap, [2]), w.shape);
}

export const depthwiseConvPrimitive: Primitive<Window> = {
  name: 'depthwise conv',
  forward: (to, inputs, window) => ({
    output: groupedConv(
      to,
      inputAt('depthwise conv', inputs, 0),
      inputAt('depthwise conv', inputs, 1),
      window,
    ),
    saved: undefined,
  }),
  vjp(to, { inputs, params: window, needs }, dy) {
    const [x, w] = [inputAt('depthwise conv', inputs, 0), inputAt('depthwise conv', inputs, 1)];
    const weightGradient = window.out[0] <= 4 ? weightGradientByConv : weightGradientByRows;
    return [
      needs[0] ? inputGradient(to, x, w, window, dy) : undefined,
      needs[1] ? weightGradient(to.graph, x, w, window, dy) : undefined,
    ];
  },
};
