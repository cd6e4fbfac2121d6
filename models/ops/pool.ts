/** Max pool at stride 1 (as in SPPF) and nearest upsampling. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { addNode, maskNode, mulNode, padNode, sliceNode, subNode } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize, nchw } from '#models/graph/shape.ts';

const lowest = -3.4e38;

const maxOver = (g: Graph, x: Value, [tall, wide]: readonly [number, number]): Value =>
  g.node('MaxPool', [x], x.shape, {
    attributes: {
      kernel_shape: [tall, wide],
      strides: [1, 1],
      pads: [tall >> 1, wide >> 1, tall >> 1, wide >> 1],
    },
  });

/** Pads of one axis in ONNX's order. */
function padsOf(axes: number, axis: number, before: number, behind: number): number[] {
  const pads = Array.from({ length: 2 * axes }, () => 0);
  pads[axis] = before;
  pads[axis + axes] = behind;
  return pads;
}

/** Gradient of the maximum over a window along one axis; the first of equal maxima takes it all. */
function alongAxis(g: Graph, x: Value, y: Value, dy: Value, axis: number, kernel: number): Value {
  const [reach, size, axes] = [kernel >> 1, axisSize(x.shape, axis), x.shape.length];
  const shape = x.shape.map((each, at) => (at === axis ? each + 2 * reach : each));
  const pads = g.integers(padsOf(axes, axis, reach, reach));
  const padded = g.node('Pad', [x, pads, g.constant(lowest)], shape);
  let taken: Value | undefined;
  let dx: Value | undefined;
  for (let tap = 0; tap < kernel; tap++) {
    const hit = maskNode(
      g,
      'Equal',
      sliceNode(g, padded, [{ axis, start: tap, end: tap + size }]),
      y,
    );
    const first: Value = taken ? mulNode(g, hit, subNode(g, 1, taken)) : hit;
    taken = taken ? addNode(g, taken, first) : first;
    const placed = padNode(g, mulNode(g, first, dy), padsOf(axes, axis, tap, kernel - 1 - tap));
    dx = dx ? addNode(g, dx, placed) : placed;
  }
  return dx ? sliceNode(g, dx, [{ axis, start: reach, end: reach + size }]) : dy;
}

const maxPoolPrimitive: Primitive<number> = {
  name: 'max pool',
  forward: ({ graph }, inputs, kernel) => ({
    output: maxOver(graph, inputAt('max pool', inputs, 0), [kernel, kernel]),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs, output, params: kernel }, dy) {
    const x = inputAt('max pool', inputs, 0);
    // Rows first, then columns: the winner is the first in reading order.
    const rows = maxOver(g, x, [1, kernel]);
    return [alongAxis(g, x, rows, alongAxis(g, rows, output, dy, 2, kernel), 3, kernel)];
  },
};
/** Maximum over kernel × kernel pixels at stride 1, same size out. @throws for an even kernel */
export function maxPool(net: Network, x: Value, kernel: number): Value {
  if (kernel % 2 === 0) throw new Error(`max pool: the kernel must be odd, ${kernel} is not`);
  return net.apply(maxPoolPrimitive, [x], kernel);
}

/** The node alone: each pixel twice in both directions. */
export function doubled(g: Graph, x: Value): Value {
  const [batch, channels, height, width] = nchw(x.shape);
  const shape = [batch, channels, 2 * height, 2 * width];
  return g.node('Resize', [x, undefined, g.constant([1, 1, 2, 2])], shape, {
    attributes: {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    },
  });
}

const upsamplePrimitive: Primitive = {
  name: 'upsample',
  forward: ({ graph }, inputs) => ({
    output: doubled(graph, inputAt('upsample', inputs, 0)),
    saved: undefined,
  }),
  vjp({ graph: g }, { inputs }, dy) {
    const attributes = { kernel_shape: [2, 2], strides: [2, 2] };
    const shape = inputAt('upsample', inputs, 0).shape;
    return [mulNode(g, g.node('AveragePool', [dy], shape, { attributes }), 4)];
  },
};
/** Each pixel twice in both directions. */
export const upsample = (net: Network, x: Value): Value =>
  net.apply(upsamplePrimitive, [x], undefined);
