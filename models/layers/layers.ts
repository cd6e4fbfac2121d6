/**
 * The layers that networks are composed of. A network is a function over this interface, so one
 * composition serves the training graph, the inference graph and the mere list of its tensors.
 * Pictures and feature maps are [batch, channels, height, width].
 */

import type { GemPowers } from '#terms/embedder/pools.ts';

/** Anything with a static shape. */
export interface Shaped {
  readonly shape: readonly number[];
}

export interface Convolution {
  /** Its tensors are `name.weight` and, with a bias, `name.bias`. */
  name: string;
  channels: number;
  kernel: number;
  stride?: number;
  dilation?: number;
  /** One filter a channel; `channels` must be the input's. */
  depthwise?: boolean;
  bias?: boolean;
  /** Start value of each channel's bias; 0 where not given. */
  biasStart?: (channel: number) => number;
  /** He's gain of the start weights: 2 (default) before SiLU, less where outputs must start small. */
  gain?: number;
  /** Used on several maps: every convolution of its name is this one. Norms never are. */
  shared?: boolean;
  /** `symmetric` (default): dilation·(kernel − 1)/2 on all sides. `same`: TensorFlow's rule. */
  padding?: 'symmetric' | 'same' | number;
}

export interface BatchNorm {
  name: string;
  /** Added to the variance. */
  eps: number;
  /** Share of the batch in the running statistics, PyTorch's sense. */
  momentum: number;
}

/** One number each for red, green and blue. */
export type PerColour = readonly [number, number, number];

export interface Layers<V extends Shaped> {
  convolution(x: V, layer: Convolution): V;
  batchNorm(x: V, layer: BatchNorm): V;
  silu(x: V): V;
  sigmoid(x: V): V;
  relu(x: V): V;
  /** min(6, max(0, x)) */
  relu6(x: V): V;
  /** ln(1 + eˣ) */
  softplus(x: V): V;
  /** Each colour of a picture times a number of its own, plus another: [N, 3, H, W] → the same. */
  rescale(x: V, by: { scale: PerColour; shift: PerColour }): V;
  /** Elementwise, with broadcasting. */
  add(a: V, b: V): V;
  multiply(a: V, b: V): V;
  /** Maximum over kernel × kernel pixels (odd) at stride 1; same size out. */
  maxPool(x: V, kernel: number): V;
  /** Each pixel twice in both directions. */
  upsample(x: V): V;
  /** Channels of all parts, one after another. */
  concatChannels(parts: readonly V[]): V;
  /** Each position's vector of channels at length one. */
  unitChannels(x: V): V;
  /**
   * What of each position's vector is at right angles to the picture's: x − (⟨x, g⟩/‖g‖²)·g.
   * @param direction [N, C, 1, 1]
   */
  orthogonal(x: V, direction: V): V;
  /**
   * Generalised mean over all positions (Radenović et al. 2019, arXiv:1711.02512), (mean xᵖ)^(1/p) of
   * values clamped at `gemFloor`: [N, C, H, W] → [N, C, 1, 1]. p is trained, from 3, under `name.p`.
   */
  generalizedMean(x: V, name: string, powers?: GemPowers): V;
  /**
   * Generalised means of the nine thirds by thirds of a map: [N, C, H, W] →
   * [N, 9·C, 1, 1], a channel's windows together, row by row.
   */
  generalizedMeanGrid(x: V, name: string, powers?: GemPowers): V;
  /**
   * Each picture in grey, its mean brought to 0 and its spread to 1: [N, 3, H, W] → the same, three
   * times the same plane. Light and the colour of the water say nothing about an animal.
   * @param weights of red, green and blue
   */
  evenTones(x: V, weights: PerColour): V;
  /** One plane, three times, in place of red, green and blue: [N, 3, H, W] → the same, their weighted sum. */
  mixColours(x: V, weights: PerColour): V;
  /** Mean over all positions: [N, C, H, W] → [N, C, 1, 1]. */
  averagePool(x: V): V;
  /** [N, C, 1, 1] → [N, C]. */
  flatten(x: V): V;
  /** [N, I] → [N, features]; tensors `name.weight` [features, I] and `name.bias`. */
  linear(x: V, layer: { name: string; features: number; bias?: boolean }): V;
  /** Zeroes single values while training and scales the rest by 1/(1 − rate). */
  dropout(x: V, rate: number): V;
  /** Zeroes whole pictures of the batch while training (stochastic depth), where what they come from is trained. */
  dropPath(x: V, rate: number): V;
  /**
   * Marks a part that training may compute twice to save memory: between its two runs only `x` and
   * what comes out are kept. All that the part reads must come through `x` or be its own tensors.
   */
  checkpoint(x: V, part: (x: V) => V): V;
}

/** Values below this count as it in a generalised mean, whose root has no slope at zero. */
export const gemFloor = 1e-6;
/** Start value of a generalised mean's exponent. */
export const gemStart = 3;
/** Added to the spread of a picture's tones before it is divided by: a picture of one tone stays 0. */
export const toneFloor = 0.02;
/** Squared lengths below this count as it. */
export const squaredLengthFloor = 1e-24;

/** Windows along each side of the map in `generalizedMeanGrid`. */
export const gridWindows = 3;

/**
 * Height and width of a window of a grid.
 * @throws RangeError where they are no whole numbers
 */
export function windowSides(operation: string, { shape }: Shaped): [number, number] {
  const [, , h = 0, w = 0] = shape;
  if (h % gridWindows !== 0 || w % gridWindows !== 0)
    throw new RangeError(
      `${operation}: a map of ${h} × ${w} cannot be parted into thirds; use pictures whose side is a multiple of 48 pixels.`,
    );
  return [h / gridWindows, w / gridWindows];
}

/**
 * For each window of a grid and each position of the map, window after window: how often the position counts in the
 * mean over all, which is nine times where it lies in the window, a ninth of the map, and not at all elsewhere.
 */
export function windowMask(
  [height, width]: readonly [number, number],
  [h, w]: readonly [number, number],
): number[] {
  const count = gridWindows ** 2;
  return Array.from({ length: count * height * width }, (_, at) => {
    const window = Math.floor(at / (height * width));
    const [row, column] = [Math.floor(window / gridWindows) * h, (window % gridWindows) * w];
    const position = at % (height * width);
    const [y, x] = [Math.floor(position / width), position % width];
    return y >= row && y < row + h && x >= column && x < column + w ? count : 0;
  });
}

/** Zeros to add before and after one axis, and the length that comes out. */
interface Padding {
  before: number;
  after: number;
  output: number;
}

/**
 * Padding of a convolution along an axis of `length`.
 * @throws RangeError if nothing would come out
 */
export function paddingOf(
  length: number,
  { name, kernel, stride = 1, dilation = 1, padding = 'symmetric' }: Convolution,
): Padding {
  const reach = dilation * (kernel - 1) + 1;
  if (padding === 'same') {
    const output = Math.ceil(length / stride);
    const total = Math.max(0, (output - 1) * stride + reach - length);
    return { before: total >> 1, after: total - (total >> 1), output };
  }
  const side = padding === 'symmetric' ? (reach - 1) >> 1 : padding;
  const output = Math.floor((length + 2 * side - reach) / stride) + 1;
  if (output < 1)
    throw new RangeError(
      `Convolution ${name}: a kernel reaching over ${reach} does not fit an input of ${length} with ${side} of padding; use larger pictures.`,
    );
  return { before: side, after: side, output };
}
