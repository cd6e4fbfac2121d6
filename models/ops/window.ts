/** Where a sliding window stands: shared by convolutions and pools. */
import type { AttributeValue } from '#models/graph/graph.ts';
import { nchw, type Shape } from '#models/graph/shape.ts';

export interface WindowOptions {
  /** Default 1. */
  stride?: number;
  /** Default 1. */
  dilation?: number;
  /** Zeros on every side (default 0), or `same`: TensorFlow's, the odd one right and below. */
  padding?: number | 'same';
}

export interface Window {
  kernel: number;
  stride: number;
  dilation: number;
  /** Zeros above, left, below, right. */
  pads: readonly [number, number, number, number];
  /** Height and width of the result. */
  out: readonly [number, number];
}

/** @throws where the picture is smaller than the window */
export function windowOver(input: Shape, kernel: number, options: WindowOptions): Window {
  const { stride = 1, dilation = 1, padding = 0 } = options;
  const [, , height, width] = nchw(input);
  const reach = dilation * (kernel - 1) + 1;
  const along = (size: number): [before: number, behind: number, out: number] => {
    if (padding !== 'same')
      return [padding, padding, Math.floor((size + 2 * padding - reach) / stride) + 1];
    const out = Math.ceil(size / stride);
    const total = Math.max(0, (out - 1) * stride + reach - size);
    return [total >> 1, total - (total >> 1), out];
  };
  const [top, below, outHeight] = along(height);
  const [left, right, outWidth] = along(width);
  if (outHeight < 1 || outWidth < 1)
    throw new Error(`a ${reach}×${reach} window does not fit into ${height}×${width} pixels`);
  return { kernel, stride, dilation, pads: [top, left, below, right], out: [outHeight, outWidth] };
}

/** The window as attributes of Conv and ConvTranspose. */
export const windowAttributes = (w: Window): Record<string, AttributeValue> => ({
  kernel_shape: [w.kernel, w.kernel],
  strides: [w.stride, w.stride],
  dilations: [w.dilation, w.dilation],
  pads: w.pads,
});

/** Pixels of the padded picture that the window's tap (row, column) sees, as cuts of axes 2 and 3. */
export const tapCuts = (w: Window, row: number, column: number) =>
  [row, column].map((tap, i) => {
    const start = tap * w.dilation;
    return {
      axis: 2 + i,
      start,
      end: start + ((w.out[i] ?? 1) - 1) * w.stride + 1,
      step: w.stride,
    };
  });

/** Extra rows and columns that ConvTranspose must add to give back the input's size. */
export const outputPadding = (w: Window, input: Shape): [number, number] => {
  const [, , height, width] = nchw(input);
  const reach = w.dilation * (w.kernel - 1) + 1;
  return [
    height - ((w.out[0] - 1) * w.stride + reach - w.pads[0] - w.pads[2]),
    width - ((w.out[1] - 1) * w.stride + reach - w.pads[1] - w.pads[3]),
  ];
};

/** Zeros for the stride-1 convolution of dy with the flipped kernel. */
export const mirroredPads = (
  w: Window,
  input: Shape,
  dy: Shape,
): [number, number, number, number] => {
  const reach = w.dilation * (w.kernel - 1);
  const [, , height, width] = nchw(input);
  const [, , dyHeight, dyWidth] = nchw(dy);
  const [top, left] = [reach - w.pads[0], reach - w.pads[1]];
  return [top, left, height + reach - dyHeight - top, width + reach - dyWidth - left];
};
