/** One training step as one graph: forward, backward, optimiser, running statistics. */
import { Network } from '#models/autodiff/network.ts';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import type { Value } from '#models/graph/graph.ts';
import { memoryOf, type GraphMemory } from '#models/graph/memory.ts';
import { sizeOf } from '#models/graph/shape.ts';
import { TrainingLayers, type TrainingOptions } from '../layers/training-layers.ts';
import { momentsOf, type Optimizer } from '../optim/optimizer.ts';
import { emitUpdate } from '../optim/update.ts';
import type { StateVectors } from '../weights/checkpoint.ts';
import type { Slot, StateLayout } from '../weights/state-layout.ts';

/** A loss, and what else of the step is worth telling, each a value put out under its name. */
interface WatchedLoss {
  /** A scalar. */
  loss: Value;
  watch: Readonly<Record<string, Value>>;
}

export interface StepRequest {
  profile: Profile;
  optimizer: Optimizer;
  start: TrainingOptions;
  /** Learning rate of each group relative to the schedule's; 1 where not given. */
  groupRates?: Readonly<Record<string, number>>;
  /** Declares its own batch inputs on the graph and composes the loss. */
  loss: (layers: TrainingLayers) => Value | WatchedLoss;
  /** Also puts out the whole gradient, for tests. */
  withGradient?: boolean;
}

export interface TrainStep {
  model: Uint8Array;
  layout: StateLayout;
  /** Vectors before the first step. */
  start: StateVectors;
  /** Names of the vectors, each an input NAME and an output NAME_next. */
  state: readonly (keyof StateVectors)[];
  /** Even random numbers of [0, 1) that the input `noise` wants each step. */
  noiseLength: number;
  /** Nodes of the graph, for reports. */
  nodes: number;
  /** Names of the watched values, each an output. */
  watched: readonly string[];
  /** What a step needs, before it is taken. */
  memory: GraphMemory;
  /** Twice where what the backward pass needs is not kept (`checkpoint`). */
  computesBlocks: 'once' | 'twice';
}

/**
 * Builds the graph. Inputs: the batch as `loss` declares it, the state vectors, `noise` where dropout
 * is used, and the scalars of `stepScalars`. Outputs: `loss`, `gradient_norm`, each state vector as
 * `NAME_next`, each watched value under its own name.
 */
export function buildTrainStep(request: StepRequest): TrainStep {
  const { profile, optimizer, groupRates = {}, withGradient = false } = request;
  const network = new Network({ profile, training: true });
  const made = request.loss(new TrainingLayers(network, request.start));
  const { loss, watch } = 'loss' in made ? made : { loss: made, watch: {} };
  const gradient = network.backward(loss).vector();
  const { graph, parameters } = network;
  const runs = parameters.entries.map(({ shape, facts }) => ({
    length: sizeOf(shape),
    decay: facts.decay ?? true,
    rate: (facts.trainable ?? true) ? (groupRates[facts.group ?? 'body'] ?? 1) : 0,
  }));
  const update = emitUpdate(graph, optimizer, parameters.value, gradient, runs);
  graph.output('loss', loss);
  graph.output('gradient_norm', update.gradientNorm);
  for (const [name, value] of Object.entries(update.vectors)) graph.output(`${name}_next`, value);
  graph.output('statistics_next', network.updatedStatistics());
  for (const [name, value] of Object.entries(watch)) graph.output(name, value);
  if (withGradient) graph.output('gradient', gradient);
  return {
    model: graph.encode(),
    layout: layoutOf(network),
    start: startVectors(network, optimizer),
    state: ['parameters', 'statistics', ...momentsOf(optimizer)],
    noiseLength: network.noiseLength,
    nodes: graph.nodes.length,
    watched: Object.keys(watch),
    memory: memoryOf(graph),
    computesBlocks: request.start.checkpoint === 'blocks' ? 'twice' : 'once',
  };
}

/** The tensors of a plan and their start values, without building its step. */
export function planStart(request: Pick<StepRequest, 'optimizer' | 'start' | 'loss'>): {
  layout: StateLayout;
  vectors: StateVectors;
} {
  const network = new Network({ profile: standardProfile, training: true });
  request.loss(new TrainingLayers(network, request.start));
  return { layout: layoutOf(network), vectors: startVectors(network, request.optimizer) };
}

function layoutOf({ parameters, statistics }: Network): StateLayout {
  const slots = (entries: readonly Slot[]) =>
    entries.map(({ name, shape, offset }) => ({ name, shape, offset }));
  return { parameters: slots(parameters.entries), statistics: slots(statistics.entries) };
}

function startVectors({ parameters, statistics }: Network, optimizer: Optimizer): StateVectors {
  const vectors: StateVectors = {
    parameters: new Float32Array(parameters.length),
    statistics: new Float32Array(statistics.length),
  };
  for (const { shape, offset, facts } of parameters.entries)
    facts.init(vectors.parameters.subarray(offset, offset + sizeOf(shape)));
  for (const { shape, offset, facts } of statistics.entries)
    vectors.statistics.fill(facts.init, offset, offset + sizeOf(shape));
  for (const name of momentsOf(optimizer))
    vectors[name] =
      name === 'average' ? vectors.parameters.slice() : new Float32Array(parameters.length);
  return vectors;
}
