/** Convolution over all channels: 1×1 and k×k. */
import { inputAt, type Emitter, type Primitive } from '#models/autodiff/primitive.ts';
import {
  concatNode,
  padNode,
  reduceNode,
  reshapeNode,
  sliceNode,
  transposeNode,
} from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize, nchw } from '#models/graph/shape.ts';
import { flipKernel } from './flip-kernel.ts';
import { mirroredPads, outputPadding, tapCuts, windowAttributes, type Window } from './window.ts';

const isPointwise = (w: Window) =>
  w.kernel === 1 && w.stride === 1 && w.pads.every((pad) => pad === 0);

function inputGradient(g: Graph, x: Value, w: Value, window: Window, dy: Value): Value {
  if (window.stride === 1) {
    const mirrored = flipKernel(g, transposeNode(g, w, [1, 0, 2, 3]));
    const pads = mirroredPads(window, x.shape, dy.shape);
    return g.node('Conv', [dy, mirrored], x.shape, {
      attributes: { ...windowAttributes(window), pads },
    });
  }
  return g.node('ConvTranspose', [dy, w], x.shape, {
    attributes: { ...windowAttributes(window), output_padding: outputPadding(window, x.shape) },
  });
}

/** Per-image products where pictures are large, one product over the batch where they are small. */
function pointwiseWeightGradient(g: Graph, x: Value, w: Value, dy: Value): Value {
  const [batch, channels, height, width] = nchw(x.shape);
  const outputs = axisSize(w.shape, 0);
  const pixels = height * width;
  if (pixels >= 64 && channels * outputs <= 4 * pixels * Math.min(channels, outputs)) {
    const rows = reshapeNode(g, dy, [batch, outputs, pixels]);
    const columns = transposeNode(g, reshapeNode(g, x, [batch, channels, pixels]), [0, 2, 1]);
    const each = g.node('MatMul', [rows, columns], [batch, outputs, channels]);
    return reshapeNode(g, reduceNode(g, 'ReduceSum', each, [0]), w.shape);
  }
  const flat = (value: Value, count: number) =>
    reshapeNode(g, transposeNode(g, value, [1, 0, 2, 3]), [count, batch * pixels]);
  const whole = g.node('Gemm', [flat(dy, outputs), flat(x, channels)], [outputs, channels], {
    attributes: { transB: 1 },
  });
  return reshapeNode(g, whole, w.shape);
}

/** One batched product a tap of the kernel; few channels or stride 2: all taps joined into one. */
function weightGradient(g: Graph, x: Value, w: Value, window: Window, dy: Value): Value {
  const [batch, channels] = nchw(x.shape);
  const outputs = axisSize(w.shape, 0);
  const { kernel: k, pads, out } = window;
  const pixels = out[0] * out[1];
  const padded = padNode(g, x, [0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]]);
  const rows = reshapeNode(g, dy, [batch, outputs, pixels]);
  const taps = Array.from({ length: k * k }, (_, tap) =>
    sliceNode(g, padded, tapCuts(window, Math.floor(tap / k), tap % k)),
  );
  const product = (seen: Value, count: number): Value => {
    const columns = transposeNode(g, reshapeNode(g, seen, [batch, count, pixels]), [0, 2, 1]);
    const each = g.node('MatMul', [rows, columns], [batch, outputs, count]);
    return reduceNode(g, 'ReduceSum', each, [0]);
  };
  if (channels < 16 || window.stride > 1) {
    const all = product(concatNode(g, taps, 1), k * k * channels);
    const byTap = reshapeNode(g, all, [outputs, k * k, channels]);
    return reshapeNode(g, transposeNode(g, byTap, [0, 2, 1]), w.shape);
  }
  const each = taps.map((tap) => reshapeNode(g, product(tap, channels), [outputs, channels, 1]));
  return reshapeNode(g, concatNode(g, each, 2), w.shape);
}

export const denseConvPrimitive: Primitive<Window> = {
  name: 'conv',
  forward({ graph }: Emitter, inputs, window) {
    const [x, w] = [inputAt('conv', inputs, 0), inputAt('conv', inputs, 1)];
    const shape = [axisSize(x.shape, 0), axisSize(w.shape, 0), ...window.out];
    const attributes = windowAttributes(window);
    return { output: graph.node('Conv', inputs, shape, { attributes }), saved: undefined };
  },
  vjp({ graph: g }, { inputs, params: window, needs }, dy) {
    const [x, w] = [inputAt('conv', inputs, 0), inputAt('conv', inputs, 1)];
    const weight = () =>
      isPointwise(window)
        ? pointwiseWeightGradient(g, x, w, dy)
        : weightGradient(g, x, w, window, dy);
    return [
      needs[0] ? inputGradient(g, x, w, window, dy) : undefined,
      needs[1] ? weight() : undefined,
      needs[2] ? reduceNode(g, 'ReduceSum', dy, [0, 2, 3]) : undefined,
    ];
  },
};
