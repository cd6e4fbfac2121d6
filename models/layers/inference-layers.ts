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
  paddingOf,
  squaredLengthFloor,
  toneFloor,
  windowSides,
  type BatchNorm,
  type Convolution,
  type Layers,
  type PerColour,
} from './layers.ts';
import { gemGridNode, gemGridPartsNode, gemNode, gemPartsNode } from './gem-nodes.ts';
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

  /** p of a generalised mean, [1] or [1, C, 1, 1]. */
  #gemPower(x: Value, name: string, powers: GemPowers): Value {
    const channels = x.shape[1] ?? 0;
    const held = this.#tensor(`${name}.p`, [powers === 'one' ? 1 : channels]);
    return powers === 'one' ? held : reshapeNode(this.graph, held, [1, channels, 1, 1]);
  }

  generalizedMean(x: Value, name: string, powers: GemPowers = 'one'): Value {
    return gemNode(this.graph, x, this.#gemPower(x, name, powers));
  }

  /**
   * Each position's part in the generalised mean, so that the plain mean of the parts is what
   * `generalizedMean` gives. [N, C, H, W] → the same.
   */
  generalizedMeanParts(x: Value, name: string, powers: GemPowers): Value {
    return gemPartsNode(this.graph, x, this.#gemPower(x, name, powers));
  }

  generalizedMeanGrid(x: Value, name: string, powers: GemPowers = 'one'): Value {
    windowSides(`Generalised means ${name}`, x);
    return gemGridNode(this.graph, x, this.#gemPower(x, name, powers));
  }

  /**
   * Each position's part in `generalizedMeanGrid`: it has a part in the numbers of the window that it lies
   * in. [N, C, H, W] → [N, 9·C, H, W], whose plain mean is the whole.
   */
  generalizedMeanGridParts(x: Value, name: string, powers: GemPowers): Value {
    windowSides(`Generalised means ${name}`, x);
    return gemGridPartsNode(this.graph, x, this.#gemPower(x, name, powers));
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
