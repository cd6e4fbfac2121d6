/** Convolutions as networks call them. */
import type { Network } from '#models/autodiff/network.ts';
import { Graph, type Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';
import { denseConvPrimitive } from './conv-dense.ts';
import { depthwiseConvPrimitive } from './conv-depthwise.ts';
import { windowOver, type WindowOptions } from './window.ts';

/**
 * @param x [N, C, H, W]
 * @param w [O, C, k, k]
 * @param options the window, and `bias` [O]
 */
export function convolve(
  net: Network,
  x: Value,
  w: Value,
  { bias, ...options }: WindowOptions & { bias?: Value } = {},
): Value {
  const [outputs, kernel] = [axisSize(w.shape, 0), axisSize(w.shape, 2)];
  Graph.requireShape('conv', w, [outputs, axisSize(x.shape, 1), kernel, kernel]);
  const inputs = bias ? [x, w, bias] : [x, w];
  return net.apply(denseConvPrimitive, inputs, windowOver(x.shape, kernel, options));
}

/**
 * Each channel with a kernel of its own.
 * @param x [N, C, H, W]
 * @param w [C, 1, k, k]
 */
export function depthwiseConvolve(
  net: Network,
  x: Value,
  w: Value,
  options: WindowOptions = {},
): Value {
  const kernel = axisSize(w.shape, 2);
  Graph.requireShape('depthwise conv', w, [axisSize(x.shape, 1), 1, kernel, kernel]);
  return net.apply(depthwiseConvPrimitive, [x, w], windowOver(x.shape, kernel, options));
}
