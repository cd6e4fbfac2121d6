/**
 * Reverse-mode differentiation over a graph. A network is composed by calling ops on a `Network`:
 *
 *     const net = new Network({ profile: standardProfile, training: true });
 *     const x = net.graph.input('x', [16, 3, 128, 128]);
 *     const w = net.parameter('stem.weight', [32, 3, 3, 3], { init: heNormal(27) });
 *     let y = convolve(net, x, w, { stride: 2, padding: 1 });
 *     y = silu(net, batchNorm(net, y, 'stem.bn', { eps: 1e-5, momentum: 0.1 }));
 *     const pooled = reshape(net, mean(net, y, [2, 3]), [16, 32]);
 *     const logits = linear(net, pooled, net.parameter('head.weight', [10, 32], { init }));
 *     const loss = softmaxCrossEntropy(net, logits, labels);
 *     const gradients = net.backward(loss);
 *     net.graph.output('gradient', gradients.vector());
 *
 * Inputs that it declares itself: `parameters`, `statistics` and `noise`, flat vectors, each only
 * where something reads it.
 */
import {
  addNode,
  concatNode,
  expandNode,
  mulNode,
  reduceNode,
  reshapeNode,
  sliceNode,
} from '#models/graph/emit.ts';
import { Graph, type Value } from '#models/graph/graph.ts';
import type { Shape } from '#models/graph/shape.ts';
import { FlatVector } from './flat-vector.ts';
import type { Emitter, Primitive, Profile } from './primitive.ts';

export interface ParameterFacts {
  /** Writes the start values. */
  readonly init: (values: Float32Array) => void;
  /** Whether weight decay applies; off for biases and norms by the caller's choice. Default true. */
  readonly decay?: boolean;
  /** Learning-rate group. Default `body`. */
  readonly group?: string;
  /** False freezes it: no gradient is emitted. Default true. */
  readonly trainable?: boolean;
}

interface StatisticFacts {
  readonly init: number;
}

/** One recorded use of a primitive. */
interface Recorded {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly pull: (dy: Value) => (Value | undefined)[];
}

/** Gradients after a backward pass. */
interface Gradients {
  /** The gradient of an input or parameter; nothing where the loss does not depend on it. */
  of(value: Value): Value | undefined;
  /** Of all parameters in their flat order; zeros for frozen ones. */
  vector(): Value;
}

interface NetworkOptions {
  profile: Profile;
  /** Batch statistics, dropout and drop-path are on. */
  training: boolean;
  graph?: Graph;
}

export class Network implements Emitter {
  readonly graph: Graph;
  readonly profile: Profile;
  readonly training: boolean;
  #parameters: FlatVector<ParameterFacts> | undefined;
  #statistics: FlatVector<StatisticFacts> | undefined;
  #noise: FlatVector<undefined> | undefined;
  readonly #updates = new Map<string, Value>();
  readonly #needing = new Set<Value>();
  readonly #gradients = new Map<Value, Value>();
  #tape: Recorded[] = [];
  #replaying = false;

  constructor({ profile, training, graph = new Graph() }: NetworkOptions) {
    this.graph = graph;
    this.profile = profile;
    this.training = training;
  }

  get parameters(): FlatVector<ParameterFacts> {
    return (this.#parameters ??= new FlatVector<ParameterFacts>(this.graph, 'parameters'));
  }
  get statistics(): FlatVector<StatisticFacts> {
    return (this.#statistics ??= new FlatVector<StatisticFacts>(this.graph, 'statistics'));
  }
  /** Length of the `noise` input: 0 where no op of the network draws random numbers. */
  get noiseLength(): number {
    return this.#noise?.length ?? 0;
  }

  /** A trained tensor. The same name gives the same tensor, so a block can be run twice. */
  parameter(name: string, shape: Shape, facts: ParameterFacts): Value {
    const { value, facts: kept } = this.parameters.view(name, shape, facts);
    if (kept.trainable ?? true) this.#needing.add(value);
    return value;
  }

  /** A running statistic, a vector of one number a channel. */
  statistic(name: string, length: number, init: number): Value {
    return this.statistics.view(name, [length], { init }).value;
  }

  /** What a running statistic is after this step; the first pass counts, a recomputed one does not. */
  updateStatistic(name: string, value: Value): void {
    if (!this.#replaying) this.#updates.set(name, value);
  }

  /** All running statistics after this step, in their flat order. */
  updatedStatistics(): Value {
    return this.statistics.gather((entry) => this.#updates.get(entry.name) ?? entry.value);
  }

  /**
   * Fresh even random numbers of [0, 1) each step. They are an input, drawn by the caller, because
   * no provider's random op gives the numbers of another; so a step repeats to the bit anywhere.
   */
  noise(name: string, shape: Shape): Value {
    this.#noise ??= new FlatVector<undefined>(this.graph, 'noise');
    return this.#noise.view(name, shape, undefined).value;
  }

  /** Asks for the gradient of an input. */
  require(value: Value): void {
    this.#needing.add(value);
  }

  needs(value: Value): boolean {
    return this.#needing.has(value);
  }

  /** Emits a primitive and records it where a gradient will be asked for. */
  apply<Params, Saved>(
    primitive: Primitive<Params, Saved>,
    inputs: readonly Value[],
    params: Params,
  ): Value {
    const { output, saved } = primitive.forward(this, inputs, params);
    const needs = inputs.map((each) => this.#needing.has(each));
    // An op that changed nothing hands its input back: there is nothing to record.
    if (!needs.includes(true) || inputs.includes(output)) return output;
    this.#needing.add(output);
    const pull = (dy: Value) => {
      if (!primitive.vjp) throw new Error(`no gradient rule for ${primitive.name}`);
      return primitive.vjp(this, { inputs, output, params, saved, needs }, dy);
    };
    this.#tape.push({ inputs, output, pull });
    return output;
  }

  /**
   * Runs a block without keeping what its backward pass needs: only `x` is kept and the block is
   * computed again (Chen et al. 2016, arXiv:1604.06174). The block must name its parameters.
   */
  checkpoint(x: Value, block: (x: Value) => Value): Value {
    const outer = this.#tape;
    this.#tape = [];
    const y = block(x);
    const recorded = this.#tape;
    this.#tape = outer;
    if (recorded.length === 0) return y;
    const pull = (dy: Value) => [this.#recompute(x, block, dy)];
    this.#tape.push({ inputs: [x], output: y, pull });
    return y;
  }

  #recompute(x: Value, block: (x: Value) => Value, dy: Value): Value | undefined {
    // Adding a zero made from dy holds the second run back until dy is there, and keeps the runtime
    // from merging it with the first.
    const again = addNode(this.graph, x, this.#zeroFrom([dy]));
    if (this.#needing.has(x)) this.#needing.add(again);
    const outer = this.#tape;
    const wasReplaying = this.#replaying;
    this.#tape = [];
    this.#replaying = true;
    this.#gradients.set(block(again), dy);
    const inner = this.#tape;
    this.#tape = outer;
    this.#replaying = wasReplaying;
    this.#sweep(inner);
    const dx = this.#gradientOf(again);
    if (!dx) return undefined;
    // Without this the runtime leaves weight gradients to the end and holds all activations till then.
    const mine = new Set(inner.flatMap((each) => each.inputs));
    const weights = this.parameters.entries.filter(({ value }) => mine.has(value));
    const done = weights.flatMap(({ value }) => this.#gradients.get(value) ?? []);
    return done.length > 0 ? addNode(this.graph, dx, this.#zeroFrom(done)) : dx;
  }

  /** A zero that is known only when all of these are. */
  #zeroFrom(values: readonly Value[]): Value {
    const g = this.graph;
    const firsts = values.map((value) => {
      const cuts = value.shape.map((_, axis) => ({ axis, start: 0, end: 1 }));
      return reshapeNode(g, sliceNode(g, value, cuts), [1]);
    });
    const joined = concatNode(g, firsts, 0);
    return mulNode(
      g,
      firsts.length > 1 ? reduceNode(g, 'ReduceSum', joined, [0], true) : joined,
      0,
    );
  }

  /** Differentiates a scalar. @throws for a loss that is no scalar or depends on no parameter */
  backward(loss: Value): Gradients {
    if (loss.shape.length > 0)
      throw new Error(`backward: the loss is [${loss.shape.join(', ')}], a scalar was due`);
    if (!this.#needing.has(loss))
      throw new Error('backward: the loss depends on nothing that is trained');
    this.#gradients.set(loss, this.graph.constant(1));
    this.#sweep(this.#tape);
    return {
      of: (value) => this.#gradientOf(value),
      vector: () =>
        this.parameters.gather(({ value }) =>
          this.#needing.has(value) ? this.#gradientOf(value) : undefined,
        ),
    };
  }

  /**
   * The gradient of a value so far. A rule may give one that is still to be broadcast, such as a mean's:
   * where others are added to it, it never has to be written out.
   */
  #gradientOf(value: Value): Value | undefined {
    const gradient = this.#gradients.get(value);
    return gradient && expandNode(this.graph, gradient, value.shape);
  }

  #sweep(tape: readonly Recorded[]): void {
    for (const { inputs, output, pull } of tape.toReversed()) {
      const dy = this.#gradientOf(output);
      if (!dy) continue;
      const pulled = pull(dy);
      for (const [at, value] of inputs.entries()) {
        const gradient = pulled[at];
        if (!gradient || !this.#needing.has(value)) continue;
        const before = this.#gradients.get(value);
        this.#gradients.set(value, before ? addNode(this.graph, before, gradient) : gradient);
      }
    }
  }
}
