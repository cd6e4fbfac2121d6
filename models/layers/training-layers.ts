/** Layers as a differentiable graph: what a network does while it is trained, or judged beside it. */
import type { Network } from '#models/autodiff/network.ts';
import type { Value } from '#models/graph/graph.ts';
import { add, div, mul, offset, sub } from '#models/ops/arithmetic.ts';
import { batchNorm } from '#models/ops/batch-norm.ts';
import { convolveAndNorm, widens } from '#models/ops/conv-norm.ts';
import { convolve, depthwiseConvolve } from '#models/ops/conv.ts';
import { linear } from '#models/ops/linear.ts';
import { dropout, dropPath, l2Normalise } from '#models/ops/composed.ts';
import { clamp, pow, relu, relu6, sigmoid, silu, softplus, sqrt } from '#models/ops/pointwise.ts';
import { maxPool, upsample } from '#models/ops/pool.ts';
import { globalAveragePool, mean, sum } from '#models/ops/reduce.ts';
import { concat, reshape } from '#models/ops/shaping.ts';
import type { GemPowers } from '#terms/embedder/pools.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { joinedChannels, mapSides } from './shape-layers.ts';
import {
  gemFloor,
  gemStart,
  gridWindows,
  squaredLengthFloor,
  toneFloor,
  windowSides,
  type BatchNorm,
  type Convolution,
  type Layers,
  type PerColour,
} from './layers.ts';

export interface TrainingOptions {
  /** Seed of the start values. */
  seed: number;
  /** Learning-rate group of a tensor, by its name. Default `body` for all. */
  group?: (name: string) => string;
  /** False freezes a tensor. Default true for all. */
  trainable?: (name: string) => boolean;
  /** Norms keep their running statistics, for fine-tuning on few pictures. */
  frozenNorms?: boolean | ((name: string) => boolean);
  /**
   * `blocks` keeps only what goes from block to block and computes the inside of each again in the
   * backward pass: about a third more time for a small part of the memory. Default `none`.
   */
  checkpoint?: 'none' | 'blocks';
}

export class TrainingLayers implements Layers<Value> {
  readonly network: Network;
  readonly #options: TrainingOptions;
  #drops = 0;
  /** What 1×1 convolutions that widen were made from, by what they gave. */
  readonly #widened = new Map<Value, { x: Value; w: Value }>();

  constructor(network: Network, options: TrainingOptions) {
    this.network = network;
    this.#options = options;
  }

  /** A trained matrix or kernel, He-even in `fanIn` with this gain (2 before SiLU, 1 before nothing). */
  weight(name: string, shape: readonly number[], gain: number): Value {
    const fanIn = shape.slice(1).reduce((a, b) => a * b, 1);
    const stream = streamOf(this.#options.seed, name);
    const reach = Math.sqrt((3 * gain) / fanIn);
    return this.#parameter(name, shape, true, (values) => fillUniform(values, stream, reach));
  }

  #bias(name: string, length: number, start: (channel: number) => number = () => 0): Value {
    const init = (values: Float32Array) => {
      for (const channel of values.keys()) values[channel] = start(channel);
    };
    return this.#parameter(name, [length], false, init);
  }

  #parameter(
    name: string,
    shape: readonly number[],
    decay: boolean,
    init: (values: Float32Array) => void,
  ): Value {
    const { group = () => 'body', trainable = () => true } = this.#options;
    const facts = { init, decay, group: group(name), trainable: trainable(name) };
    return this.network.parameter(name, shape, facts);
  }

  convolution(x: Value, layer: Convolution): Value {
    const [, c] = mapSides(`Convolution ${layer.name}`, x);
    const { name, channels, kernel, stride = 1, dilation = 1, padding = 'symmetric' } = layer;
    const { depthwise = false, bias = false, gain = 2 } = layer;
    const w = this.weight(`${name}.weight`, [channels, depthwise ? 1 : c, kernel, kernel], gain);
    const biasValue = () => this.#bias(`${name}.bias`, channels, layer.biasStart);
    const window = {
      stride,
      dilation,
      padding: padding === 'symmetric' ? (dilation * (kernel - 1)) >> 1 : padding,
    };
    if (!depthwise) {
      const offset = bias ? { bias: biasValue() } : {};
      const y = convolve(this.network, x, w, { ...window, ...offset });
      const plain = kernel === 1 && stride === 1 && window.padding === 0 && !bias;
      if (plain && widens(x.shape, channels)) this.#widened.set(y, { x, w });
      return y;
    }
    const y = depthwiseConvolve(this.network, x, w, window);
    if (!bias) return y;
    const offset = reshape(this.network, biasValue(), [1, channels, 1, 1]);
    return add(this.network, y, offset);
  }

  batchNorm(x: Value, { name, eps, momentum }: BatchNorm): Value {
    const { group = () => 'body', trainable = () => true, frozenNorms = false } = this.#options;
    const facts = {
      eps,
      momentum,
      trainable: trainable(`${name}.weight`),
      group: group(`${name}.weight`),
    };
    const frozen = typeof frozenNorms === 'boolean' ? frozenNorms : frozenNorms(name);
    const widened = this.#widened.get(x);
    // The convolution itself is then read by nobody and falls out of the graph.
    if (widened && this.network.training && !frozen)
      return convolveAndNorm(this.network, widened.x, widened.w, name, facts);
    return batchNorm(this.network, x, name, { ...facts, frozen });
  }

  silu(x: Value): Value {
    return silu(this.network, x);
  }

  sigmoid(x: Value): Value {
    return sigmoid(this.network, x);
  }

  relu(x: Value): Value {
    return relu(this.network, x);
  }

  relu6(x: Value): Value {
    return relu6(this.network, x);
  }

  rescale(x: Value, { scale, shift }: { scale: PerColour; shift: PerColour }): Value {
    const net = this.network;
    const each = (values: PerColour) => net.graph.constant(values, [1, 3, 1, 1]);
    return add(net, mul(net, x, each(scale)), each(shift));
  }

  softplus(x: Value): Value {
    return softplus(this.network, x);
  }

  unitChannels(x: Value): Value {
    return l2Normalise(this.network, x, 1);
  }

  orthogonal(x: Value, direction: Value): Value {
    const net = this.network;
    const along = sum(net, mul(net, x, direction), [1], true);
    const squared = sum(net, mul(net, direction, direction), [1], true);
    const share = div(net, along, clamp(net, squared, { low: squaredLengthFloor }));
    return sub(net, x, mul(net, share, direction));
  }

  /** p, [1] or [1, C, 1, 1]. */
  #gemPower(x: Value, name: string, powers: GemPowers): Value {
    const start = (values: Float32Array) => values.fill(gemStart);
    if (powers === 'one') return this.#parameter(`${name}.p`, [1], false, start);
    const [, c] = mapSides(`Generalised mean ${name}`, x);
    return reshape(this.network, this.#parameter(`${name}.p`, [c], false, start), [1, c, 1, 1]);
  }

  generalizedMean(x: Value, name: string, powers: GemPowers = 'one'): Value {
    const net = this.network;
    const p = this.#gemPower(x, name, powers);
    const raised = pow(net, clamp(net, x, { low: gemFloor }), p);
    const root = div(net, net.graph.constant(1, [1]), p);
    return pow(net, mean(net, raised, [2, 3], true), root);
  }

  generalizedMeanGrid(x: Value, name: string, powers: GemPowers = 'one'): Value {
    const net = this.network;
    const operation = `Generalised means ${name}`;
    const [n, c] = mapSides(operation, x);
    const [h, w] = windowSides(operation, x);
    const p = this.#gemPower(x, name, powers);
    const raised = pow(net, clamp(net, x, { low: gemFloor }), p);
    const windows = reshape(net, raised, [n, c, gridWindows, h, gridWindows, w]);
    const means = mean(net, windows, [3, 5]);
    const root = div(net, net.graph.constant(1, [1]), p);
    return reshape(net, pow(net, means, root), [n, c * gridWindows ** 2, 1, 1]);
  }

  evenTones(x: Value, weights: PerColour): Value {
    const net = this.network;
    const grey = this.#plane(x, weights);
    const even = sub(net, grey, mean(net, grey, [2, 3], true));
    const spread = sqrt(net, mean(net, mul(net, even, even), [2, 3], true));
    const toned = div(net, even, offset(net, spread, toneFloor));
    return concat(net, [toned, toned, toned], 1);
  }

  mixColours(x: Value, weights: PerColour): Value {
    const plane = this.#plane(x, weights);
    return concat(this.network, [plane, plane, plane], 1);
  }

  #plane(x: Value, weights: PerColour): Value {
    const share = this.network.graph.constant(weights, [1, 3, 1, 1]);
    return sum(this.network, mul(this.network, x, share), [1], true);
  }

  add(a: Value, b: Value): Value {
    return add(this.network, a, b);
  }

  multiply(a: Value, b: Value): Value {
    return mul(this.network, a, b);
  }

  maxPool(x: Value, kernel: number): Value {
    return maxPool(this.network, x, kernel);
  }

  upsample(x: Value): Value {
    return upsample(this.network, x);
  }

  concatChannels(parts: readonly Value[]): Value {
    joinedChannels(parts);
    return concat(this.network, parts, 1);
  }

  averagePool(x: Value): Value {
    return globalAveragePool(this.network, x);
  }

  flatten(x: Value): Value {
    const [n, c, h, w] = mapSides('Flatten', x);
    return reshape(this.network, x, [n, c * h * w]);
  }

  linear(x: Value, layer: { name: string; features: number; bias?: boolean }): Value {
    const { name, features, bias = true } = layer;
    const w = this.weight(`${name}.weight`, [features, x.shape[1] ?? 0], 1);
    return linear(this.network, x, w, bias ? this.#bias(`${name}.bias`, features) : undefined);
  }

  dropout(x: Value, rate: number): Value {
    return dropout(this.network, x, `drop.${this.#drops++}`, rate);
  }

  dropPath(x: Value, rate: number): Value {
    // Below what is learned, the network runs as it does in use.
    if (!this.network.needs(x)) return x;
    return dropPath(this.network, x, `drop.${this.#drops++}`, rate);
  }

  checkpoint(x: Value, part: (x: Value) => Value): Value {
    if (this.#options.checkpoint !== 'blocks') return part(x);
    const first = this.#drops;
    return this.network.checkpoint(x, (again) => {
      // The second run drops what the first one dropped.
      const taken = this.#drops;
      this.#drops = first;
      const y = part(again);
      this.#drops = Math.max(taken, this.#drops);
      return y;
    });
  }
}
