/**
 * A head on vectors of a network that stays as it is: batch norm, dropout, a dense layer, batch norm, and ArcFace
 * over them while it learns. In use all of it but ArcFace is one dense layer.
 */
import { reshape } from '#models/ops/shaping.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Batch, TrainingPlan } from '../session/training-session.ts';
import type { NetworkVectors } from '../weights/load-weights.ts';
import { viewOf, type StateLayout } from '../weights/state-layout.ts';
import { isHead, neck } from './embedder-network.ts';
import { fusionNorm } from './fusion/norm.ts';
import { angularLoss, type AngularHead } from './heads/arcface.ts';

interface VectorHeadTraining extends Omit<AngularHead, 'rise'> {
  /** Numbers of the vectors that it stands on. */
  inputs: number;
  /** Numbers of an embedding. */
  dimensions: number;
  /** Vectors of a step. */
  batch: number;
  optimizer: Optimizer;
  /** Learning rate of the class centres, times that of the head itself. */
  centreRate: number;
  seed: number;
}

export interface VectorHeadPlan {
  plan: TrainingPlan;
  /**
   * The inputs of a step.
   * @param vectors [batch, inputs], each of length one
   * @param labels class numbers
   * @param rise share of the margin, 0…1
   */
  batchOf: (vectors: Float32Array, labels: readonly number[], rise: number) => Batch;
}

/** The neck of embedders that norm their joined means: norm, dropout, dense layer, norm. */
const asJoined = { fusion: 'gem' } as const;

/** A plan for `TrainingSession`. */
export function vectorHeadPlan(training: VectorHeadTraining): VectorHeadPlan {
  const { inputs, dimensions, batch, optimizer, centreRate, seed, ...head } = training;
  const plan: TrainingPlan = {
    optimizer,
    groupRates: { neck: 1, head: centreRate },
    start: { seed, group: (name) => (isHead(name) ? 'head' : 'neck') },
    loss: (made) => {
      const net = made.network;
      const vectors = net.graph.input('vectors', [batch, inputs]);
      const labels = net.graph.input('labels', [batch]);
      const rise = net.graph.input('rise', [1]);
      const pooled = reshape(net, vectors, [batch, inputs, 1, 1]);
      const embeddings = neck(made, pooled, { ...asJoined, dimensions });
      return angularLoss(made, embeddings, labels, { ...head, rise });
    },
  };
  return {
    plan,
    batchOf: (vectors, labels, rise) => ({
      vectors: { values: vectors, shape: [batch, inputs] },
      labels: { values: Float32Array.from(labels), shape: [batch] },
      rise: { values: Float32Array.of(rise), shape: [1] },
    }),
  };
}

/** What a head is in use: weight·v + bias, its rows one number of the embedding each. */
export interface VectorHead {
  inputs: number;
  dimensions: number;
  /** [dimensions, inputs] */
  weight: Float32Array;
  bias: Float32Array;
}

/** Both norms and the layer between them as one. */
export function foldedHead(
  layout: StateLayout,
  { parameters, statistics }: NetworkVectors,
): VectorHead {
  const read = (name: string): Float32Array => {
    const slot = layout.parameters.find((each) => each.name === name);
    if (slot) return viewOf(parameters, slot);
    const running = layout.statistics.find((each) => each.name === name);
    if (!running) throw new RangeError(`A head without ${name} cannot be put to use.`);
    return viewOf(statistics, running);
  };
  const before = normOf(read, 'fusion.norm');
  const after = normOf(read, 'neck.norm');
  const dense = read('neck.dense.weight');
  const [inputs, dimensions] = [before.scale.length, after.scale.length];
  const weight = new Float32Array(dimensions * inputs);
  const bias = new Float32Array(dimensions);
  for (let row = 0; row < dimensions; row += 1) {
    const by = after.scale[row] ?? NaN;
    let shift = 0;
    for (let at = 0; at < inputs; at += 1) {
      const own = dense[row * inputs + at] ?? NaN;
      weight[row * inputs + at] = by * own * (before.scale[at] ?? NaN);
      shift += own * (before.shift[at] ?? NaN);
    }
    bias[row] = by * shift + (after.shift[row] ?? NaN);
  }
  return { inputs, dimensions, weight, bias };
}

/** A norm in use: what it multiplies by, and what it adds. */
function normOf(read: (name: string) => Float32Array, name: string) {
  const [gamma, beta] = [read(`${name}.weight`), read(`${name}.bias`)];
  const [mean, variance] = [read(`${name}.running_mean`), read(`${name}.running_var`)];
  const scale = Float64Array.from(
    gamma,
    (by, at) => by / Math.sqrt((variance[at] ?? NaN) + fusionNorm.eps),
  );
  const shift = Float64Array.from(beta, (own, at) => own - (mean[at] ?? NaN) * (scale[at] ?? NaN));
  return { scale, shift };
}

/** Embeddings of length one, [rows, dimensions], of vectors [rows, inputs] of length one. */
export function throughHead(
  { inputs, dimensions, weight, bias }: VectorHead,
  vectors: Float32Array,
): Float32Array {
  const rows = vectors.length / inputs;
  const all = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row += 1) {
    const vector = vectors.subarray(row * inputs, (row + 1) * inputs);
    let squares = 0;
    for (let d = 0; d < dimensions; d += 1) {
      let sum = bias[d] ?? NaN;
      const from = d * inputs;
      for (let at = 0; at < inputs; at += 1) sum += (weight[from + at] ?? 0) * (vector[at] ?? 0);
      all[row * dimensions + d] = sum;
      squares += sum * sum;
    }
    const by = 1 / Math.max(1e-12, Math.sqrt(squares));
    for (let d = 0; d < dimensions; d += 1) all[row * dimensions + d] *= by;
  }
  return all;
}
