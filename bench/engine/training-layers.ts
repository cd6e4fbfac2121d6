import type { Network } from '#models/autodiff/network.ts';
import type { Value } from '#models/graph/graph.ts';
import { axisSize, sizeOf } from '#models/graph/shape.ts';
import type { BatchNorm, Convolution, Layers } from '#models/nets/layers/layers.ts';
import { add, mul } from '#models/ops/arithmetic.ts';
import { batchNorm } from '#models/ops/batch-norm.ts';
import { convolve, depthwiseConvolve } from '#models/ops/conv.ts';
import { linear } from '#models/ops/linear.ts';
import { sigmoid, silu } from '#models/ops/pointwise.ts';
import { globalAveragePool } from '#models/ops/reduce.ts';
import { reshape } from '#models/ops/shaping.ts';

/** Even random numbers whose variance is 2 / fan-in; `at` counts on so that tensors differ. */
function even(fanIn: number) {
  return (values: Float32Array) => {
    const reach = Math.sqrt(6 / fanIn);
    let state = values.length;
    for (const at of values.keys()) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[at] = reach * (state / 2 ** 31 - 1);
    }
  };
}

/** The layers of a timed training step: as the peer does them, without dropout and drop-path. */
export class TrainingLayers implements Layers<Value> {
  readonly #net: Network;

  constructor(net: Network) {
    this.#net = net;
  }

  /** A weight with even random start values. */
  weight(name: string, shape: readonly number[]): Value {
    return this.#net.parameter(name, shape, { init: even(sizeOf(shape.slice(1))) });
  }

  convolution(
    x: Value,
    { name, channels, kernel, stride = 1, depthwise = false, bias = false }: Convolution,
  ): Value {
    const inputs = depthwise ? 1 : axisSize(x.shape, 1);
    const w = this.weight(`${name}.weight`, [channels, inputs, kernel, kernel]);
    const options = { stride, padding: (kernel - 1) / 2 };
    if (depthwise) return depthwiseConvolve(this.#net, x, w, options);
    if (!bias) return convolve(this.#net, x, w, options);
    return convolve(this.#net, x, w, { ...options, bias: this.#zeros(`${name}.bias`, channels) });
  }

  batchNorm(x: Value, { name, eps, momentum }: BatchNorm): Value {
    return batchNorm(this.#net, x, name, { eps, momentum });
  }
  silu = (x: Value): Value => silu(this.#net, x);
  sigmoid = (x: Value): Value => sigmoid(this.#net, x);
  add = (a: Value, b: Value): Value => add(this.#net, a, b);
  multiply = (a: Value, b: Value): Value => mul(this.#net, a, b);
  averagePool = (x: Value): Value => globalAveragePool(this.#net, x);
  flatten = (x: Value): Value => reshape(this.#net, x, x.shape.slice(0, 2));
  dropout = (x: Value): Value => x;
  dropPath = (x: Value): Value => x;

  linear(x: Value, { name, features }: { name: string; features: number }): Value {
    const w = this.weight(`${name}.weight`, [features, axisSize(x.shape, 1)]);
    return linear(this.#net, x, w, this.#zeros(`${name}.bias`, features));
  }

  #zeros(name: string, length: number): Value {
    return this.#net.parameter(name, [length], { init: (values) => values.fill(0) });
  }
}
