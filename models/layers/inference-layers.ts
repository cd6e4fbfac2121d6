/**
 * Layers as a plain inference graph: standard ONNX ops only, dropout gone, and every batch norm that
 * follows a convolution folded into its weights. Works for any batch size.
 */
import { binary, concatNode, reduceNode, reshapeNode, unary } from '#models/graph/emit.ts';
import { float, Graph, type Value } from '#models/graph/graph.ts';
import { doubled } from '#models/ops/pool.ts';
import type { OnnxModel } from '#models/onnx/model.ts';
import type { GemPowers } from '#terms/embedder/pools.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import type { StateLayout } from '../weights/state-layout.ts';
import {
  foldedBias,
  foldedWeight,
  tensorsOf,
  type FoldableConvolution,
  type ReadTensor,
} from './folded-convolution.ts';
import {
  gemFloor,
  gridWindows,
  paddingOf,
  squaredLengthFloor,
  toneFloor,
  windowMask,
  windowSides,
  type BatchNorm,
  type Convolution,
  type Layers,
  type PerColour,
} from './layers.ts';
import { joinedChannels, mapSides } from './shape-layers.ts';
import { withTensors, type HeldTensor } from './with-tensors.ts';

export class InferenceLayers implements Layers<Value> {
  readonly graph = new Graph();
  readonly #tensors: HeldTensor[] = [];
  readonly #convolutions = new Map<string, FoldableConvolution>();
  readonly #uses = new Map<string, number>();
  readonly #read: ReadTensor;

  /** @param vectors the network's values, laid out as `layout` says */
  constructor(layout: StateLayout, vectors: NetworkVectors) {
    this.#read = tensorsOf(layout, vectors);
  }

  #tensor(name: string, shape: readonly number[], values = () => this.#read(name)): Value {
    const value = this.graph.input(name, shape);
    this.#tensors.push({ value, values });
    return value;
  }

  convolution(x: Value, layer: Convolution): Value {
    const [n, c, h, w] = mapSides(`Convolution ${layer.name}`, x);
    const { name, channels, kernel, stride = 1, dilation = 1, depthwise = false } = layer;
    const [rows, columns] = [paddingOf(h, layer), paddingOf(w, layer)];
    const shape = [channels, depthwise ? 1 : c, kernel, kernel];
    const use = layer.shared ? this.#nextUse(name) : '';
    const foldable: FoldableConvolution = {
      layer,
      weight: this.#tensor(`${name}.weight${use}`, shape, () => foldedWeight(this.#read, foldable)),
      bias: this.#tensor(`${name}.bias${use}`, [channels], () => foldedBias(this.#read, foldable)),
    };
    const y = this.graph.node(
      'Conv',
      [x, foldable.weight, foldable.bias],
      [n, channels, rows.output, columns.output],
      {
        attributes: {
          kernel_shape: [kernel, kernel],
          strides: [stride, stride],
          dilations: [dilation, dilation],
          group: depthwise ? c : 1,
          pads: [rows.before, columns.before, rows.after, columns.after],
        },
      },
    );
    this.#convolutions.set(y.name, foldable);
    return y;
  }

  /** What sets the tensors of a shared convolution apart, use by use: each may take in another norm. */
  #nextUse(name: string): string {
    const use = (this.#uses.get(name) ?? 0) + 1;
    this.#uses.set(name, use);
    return `.use${use}`;
  }

  batchNorm(x: Value, norm: BatchNorm): Value {
    const convolution = this.#convolutions.get(x.name);
    if (convolution && !convolution.norm) {
      convolution.norm = norm;
      return x;
    }
    const part = (field: string) => this.#tensor(`${norm.name}.${field}`, [x.shape[1] ?? 0]);
    const parts = ['weight', 'bias', 'running_mean', 'running_var'].map(part);
    return this.graph.node('BatchNormalization', [x, ...parts], x.shape, {
      attributes: { epsilon: float(norm.eps) },
    });
  }

  silu(x: Value): Value {
    return this.multiply(x, this.sigmoid(x));
  }

  sigmoid(x: Value): Value {
    return unary(this.graph, 'Sigmoid', x);
  }

  relu(x: Value): Value {
    return unary(this.graph, 'Relu', x);
  }

  relu6(x: Value): Value {
    const bounds = [this.graph.constant(0), this.graph.constant(6)];
    return this.graph.node('Clip', [x, ...bounds], x.shape);
  }

  rescale(x: Value, { scale, shift }: { scale: PerColour; shift: PerColour }): Value {
    const each = (values: PerColour) => this.graph.constant(values, [1, 3, 1, 1]);
    const scaled = binary(this.graph, 'Mul', x, each(scale));
    return binary(this.graph, 'Add', scaled, each(shift));
  }

  softplus(x: Value): Value {
    return unary(this.graph, 'Softplus', x);
  }

  /** Σ over channels of a product, not below the floor of squared lengths where it is one. */
  #alongChannels(a: Value, b: Value): Value {
    return reduceNode(this.graph, 'ReduceSum', binary(this.graph, 'Mul', a, b), [1], true);
  }

  #bounded(x: Value, floor: number): Value {
    return binary(this.graph, 'Max', x, this.graph.constant(floor));
  }

  unitChannels(x: Value): Value {
    const squared = this.#bounded(this.#alongChannels(x, x), squaredLengthFloor);
    return binary(this.graph, 'Div', x, unary(this.graph, 'Sqrt', squared));
  }

  orthogonal(x: Value, direction: Value): Value {
    const squared = this.#bounded(this.#alongChannels(direction, direction), squaredLengthFloor);
    const share = binary(this.graph, 'Div', this.#alongChannels(x, direction), squared);
    return binary(this.graph, 'Sub', x, binary(this.graph, 'Mul', share, direction));
  }

  /** Values to the power p, and p itself, [1] or [1, C, 1, 1]. */
  #raised(x: Value, name: string, powers: GemPowers): { raised: Value; p: Value } {
    const channels = x.shape[1] ?? 0;
    const held = this.#tensor(`${name}.p`, [powers === 'one' ? 1 : channels]);
    const p = powers === 'one' ? held : reshapeNode(this.graph, held, [1, channels, 1, 1]);
    return { raised: binary(this.graph, 'Pow', this.#bounded(x, gemFloor), p), p };
  }

  #rootOfMean(raised: Value, p: Value): Value {
    const root = binary(this.graph, 'Div', 1, p);
    return binary(this.graph, 'Pow', this.averagePool(raised), root);
  }

  generalizedMean(x: Value, name: string, powers: GemPowers = 'one'): Value {
    const { raised, p } = this.#raised(x, name, powers);
    return this.#rootOfMean(raised, p);
  }

  /**
   * Each position's part in the generalised mean, so that the plain mean of the parts is what
   * `generalizedMean` gives: m·xᵖ/mean(xᵖ). [N, C, H, W] → the same.
   */
  generalizedMeanParts(x: Value, name: string, powers: GemPowers): Value {
    const { raised, p } = this.#raised(x, name, powers);
    const share = binary(this.graph, 'Div', raised, this.averagePool(raised));
    return binary(this.graph, 'Mul', share, this.#rootOfMean(raised, p));
  }

  /** Powers, and the mean of each window to the root: [N, C, 3, 3]. */
  #windowMeans(x: Value, name: string, powers: GemPowers) {
    const operation = `Generalised means ${name}`;
    const [n, c] = mapSides(operation, x);
    const [h, w] = windowSides(operation, x);
    const { raised, p } = this.#raised(x, name, powers);
    const attributes = { kernel_shape: [h, w], strides: [h, w] };
    const shape = [n, c, gridWindows, gridWindows];
    const means = this.graph.node('AveragePool', [raised], shape, { attributes });
    const roots = binary(this.graph, 'Pow', means, binary(this.graph, 'Div', 1, p));
    return { raised, means, roots };
  }

  generalizedMeanGrid(x: Value, name: string, powers: GemPowers = 'one'): Value {
    const { roots } = this.#windowMeans(x, name, powers);
    const [n = 1, c = 1] = x.shape;
    return this.#reshaped(roots, n, [c * gridWindows ** 2, 1, 1]);
  }

  /** Another shape of each picture's numbers. */
  #reshaped(x: Value, batch: number, shape: readonly number[]): Value {
    // 0 takes the batch as it comes.
    const asked = this.graph.integers([0, ...shape]);
    return this.graph.node('Reshape', [x, asked], [batch, ...shape]);
  }

  /**
   * Each position's part in `generalizedMeanGrid`: it has a part in the numbers of the window that it lies
   * in. [N, C, H, W] → [N, 9·C, H, W], whose plain mean is the whole.
   */
  generalizedMeanGridParts(x: Value, name: string, powers: GemPowers): Value {
    const operation = `Generalised means ${name}`;
    const [n, c, height, width] = mapSides(operation, x);
    const [h, w] = windowSides(operation, x);
    const { raised, means, roots } = this.#windowMeans(x, name, powers);
    const count = gridWindows ** 2;
    const within = windowMask([height, width], [h, w]);
    const mask = this.graph.constant(within, [1, 1, count, height, width]);
    const shares = binary(this.graph, 'Div', roots, means);
    const weights = binary(this.graph, 'Mul', this.#reshaped(shares, n, [c, count, 1, 1]), mask);
    const positions = this.#reshaped(raised, n, [c, 1, height, width]);
    const parts = binary(this.graph, 'Mul', positions, weights);
    return this.#reshaped(parts, n, [c * count, height, width]);
  }

  evenTones(x: Value, weights: PerColour): Value {
    const g = this.graph;
    const grey = this.#plane(x, weights);
    const even = binary(g, 'Sub', grey, this.averagePool(grey));
    const spread = unary(g, 'Sqrt', this.averagePool(binary(g, 'Mul', even, even)));
    const toned = binary(g, 'Div', even, binary(g, 'Add', spread, toneFloor));
    return this.concatChannels([toned, toned, toned]);
  }

  mixColours(x: Value, weights: PerColour): Value {
    const plane = this.#plane(x, weights);
    return this.concatChannels([plane, plane, plane]);
  }

  #plane(x: Value, weights: PerColour): Value {
    const share = this.graph.constant(weights, [1, 3, 1, 1]);
    return reduceNode(this.graph, 'ReduceSum', binary(this.graph, 'Mul', x, share), [1], true);
  }

  /** The same number at every position: [N, C, 1, 1] → the height and width of `like`. */
  spread(x: Value, like: Value): Value {
    const [, , h, w] = mapSides('Spread', like);
    const [n, c] = mapSides('Spread', x);
    if (h === 1 && w === 1) return x;
    return this.graph.node('Expand', [x, this.graph.integers([1, 1, h, w])], [n, c, h, w]);
  }

  add(a: Value, b: Value): Value {
    return binary(this.graph, 'Add', a, b);
  }

  multiply(a: Value, b: Value): Value {
    return binary(this.graph, 'Mul', a, b);
  }

  maxPool(x: Value, kernel: number): Value {
    const side = kernel >> 1;
    return this.graph.node('MaxPool', [x], x.shape, {
      attributes: {
        kernel_shape: [kernel, kernel],
        strides: [1, 1],
        pads: [side, side, side, side],
      },
    });
  }

  upsample(x: Value): Value {
    return doubled(this.graph, x);
  }

  concatChannels(parts: readonly Value[]): Value {
    joinedChannels(parts);
    return concatNode(this.graph, parts, 1);
  }

  averagePool(x: Value): Value {
    const [n, c] = mapSides('Average pool', x);
    return this.graph.node('GlobalAveragePool', [x], [n, c, 1, 1]);
  }

  flatten(x: Value): Value {
    const [n, c, h, w] = mapSides('Flatten', x);
    // The op Flatten, unlike Reshape, names no batch size.
    return this.graph.node('Flatten', [x], [n, c * h * w], { attributes: { axis: 1 } });
  }

  linear(x: Value, layer: { name: string; features: number; bias?: boolean }): Value {
    const { name, features, bias = true } = layer;
    const inputs = x.shape[1] ?? 0;
    const weight = this.#tensor(`${name}.weight`, [features, inputs]);
    const offset = bias ? [this.#tensor(`${name}.bias`, [features])] : [];
    return this.graph.node('Gemm', [x, weight, ...offset], [x.shape[0] ?? 1, features], {
      attributes: { transB: 1 },
    });
  }

  /** The same dense layer, without bias, at every position: [N, C, H, W] → [N, features, H, W]. */
  linearByPosition(x: Value, { name, features }: { name: string; features: number }): Value {
    const [n, c, h, w] = mapSides(`Linear ${name}`, x);
    const weight = this.#tensor(`${name}.weight`, [features, c]);
    const kernel = reshapeNode(this.graph, weight, [features, c, 1, 1]);
    return this.graph.node('Conv', [x, kernel], [n, features, h, w]);
  }

  /** One over the length of each picture's vector: [N, C, 1, 1] → [N, 1, 1, 1]. */
  inverseLength(x: Value): Value {
    const [n] = mapSides('Inverse length', x);
    const squared = this.#bounded(this.#alongChannels(x, x), squaredLengthFloor);
    const length = this.graph.node('Sqrt', [squared], [n, 1, 1, 1]);
    return this.graph.node('Reciprocal', [length], [n, 1, 1, 1]);
  }

  dropout(x: Value): Value {
    return x;
  }

  dropPath(x: Value): Value {
    return x;
  }

  checkpoint(x: Value, part: (x: Value) => Value): Value {
    return part(x);
  }

  /** Scales each row to length one: [N, D] → [N, D]. */
  normalize(x: Value): Value {
    const [n = 1] = x.shape;
    const length = this.graph.node('ReduceL2', [x, this.graph.integers([1])], [n, 1], {
      attributes: { keepdims: 1 },
    });
    const safe = this.graph.node('Max', [length, this.graph.constant(1e-12)], [n, 1]);
    return reshapeNode(this.graph, binary(this.graph, 'Div', x, safe), x.shape);
  }

  /** The finished model: tensors inside, batch size free under the name `batch`. */
  model(): OnnxModel {
    return withTensors(this.graph.model(), this.#tensors);
  }
}
