/**
 * The optimiser's step as nodes over flat vectors: parameters, gradient and moments are one vector
 * each, so the whole update is about ten nodes whatever the network.
 */
import { addNode, concatNode, divNode, expandNode, mulNode, subNode } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { requireOptimizer, type Optimizer } from './optimizer.ts';

/** A stretch of the flat vector with one treatment. */
export interface ParameterRun {
  length: number;
  /** Weight decay applies. */
  decay: boolean;
  /** Learning rate times this; 0 freezes. */
  rate: number;
}

interface Update {
  /** New state by the name of the vector: `parameters`, `moment1`, `moment2`, `average`. */
  vectors: Readonly<Record<string, Value>>;
  /** Length of the whole gradient before clipping, a scalar. */
  gradientNorm: Value;
}

/**
 * Emits the update. Declares the inputs `moment1`, `moment2`, `average` (as the optimiser has them)
 * and the scalars of `stepScalars`.
 * @param runs cover the vectors from first element to last
 * @throws RangeError if the runs do not cover the vectors or a setting makes no sense
 */
export function emitUpdate(
  graph: Graph,
  optimizer: Optimizer,
  parameters: Value,
  gradient: Value,
  runs: readonly ParameterRun[],
): Update {
  requireOptimizer(optimizer);
  const [length = 0] = parameters.shape;
  const covered = runs.reduce((sum, run) => sum + run.length, 0);
  if (covered !== length)
    throw new RangeError(`Optimiser: its groups cover ${covered} of ${length} parameters.`);
  const squares = graph.node('ReduceSumSquare', [gradient, graph.integers([0])], [], {
    attributes: { keepdims: 0 },
  });
  const gradientNorm = graph.node('Sqrt', [squares], []);
  const clipped = clip(graph, gradient, gradientNorm, optimizer.clipNorm);
  const rate = mulNode(
    graph,
    graph.input('learning_rate', []),
    spread(graph, runs, (run) => run.rate),
  );
  // Frozen stretches have no gradient; without this, decay would still shrink them.
  const decay = spread(graph, runs, (run) =>
    run.decay && run.rate !== 0 ? optimizer.weightDecay : 0,
  );
  const moment1 = graph.input('moment1', [length]);
  const vectors: Record<string, Value> =
    optimizer.kind === 'sgd'
      ? sgd(graph, optimizer, parameters, clipped, rate, decay, moment1)
      : adamW(graph, optimizer, parameters, clipped, rate, decay, moment1);
  if (optimizer.average) {
    const old = graph.input('average', [length]);
    const kept = graph.input('average_decay', []);
    const fresh = vectors['parameters'] ?? parameters;
    // new + kept·(old − new): stays exactly put where nothing changes.
    vectors['average'] = addNode(graph, fresh, mulNode(graph, kept, subNode(graph, old, fresh)));
  }
  return { vectors, gradientNorm };
}

/** The same factor for all, as torch.nn.utils.clip_grad_norm_ has it: min(1, limit/(norm + 1e-6)). */
function clip(graph: Graph, gradient: Value, norm: Value, limit: number | undefined): Value {
  if (limit === undefined) return gradient;
  const factor = divNode(graph, limit, addNode(graph, norm, 1e-6));
  const bounded = graph.node('Min', [factor, graph.constant(1)], []);
  return mulNode(graph, gradient, bounded);
}

/** One number per element, or a scalar where all runs agree. */
function spread(
  graph: Graph,
  runs: readonly ParameterRun[],
  of: (run: ParameterRun) => number,
): Value {
  const merged: { value: number; length: number }[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && last.value === of(run)) last.length += run.length;
    else merged.push({ value: of(run), length: run.length });
  }
  const [first] = merged;
  if (first && merged.length === 1) return graph.constant(first.value);
  const parts = merged.map(({ value, length }) =>
    expandNode(graph, graph.constant([value]), [length]),
  );
  return concatNode(graph, parts, 0);
}

function sgd(
  graph: Graph,
  { momentum, nesterov }: Extract<Optimizer, { kind: 'sgd' }>,
  parameters: Value,
  gradient: Value,
  rate: Value,
  decay: Value,
  moment1: Value,
): Record<string, Value> {
  const pulled = addNode(graph, gradient, mulNode(graph, decay, parameters));
  const velocity = addNode(graph, mulNode(graph, moment1, momentum), pulled);
  const step = nesterov ? addNode(graph, pulled, mulNode(graph, velocity, momentum)) : velocity;
  return {
    parameters: subNode(graph, parameters, mulNode(graph, rate, step)),
    moment1: velocity,
  };
}

function adamW(
  graph: Graph,
  { beta1, beta2, eps }: Extract<Optimizer, { kind: 'adamw' }>,
  parameters: Value,
  gradient: Value,
  rate: Value,
  decay: Value,
  moment1: Value,
): Record<string, Value> {
  const moment2 = graph.input('moment2', parameters.shape);
  const mix = (old: Value, fresh: Value, beta: number) =>
    addNode(graph, mulNode(graph, old, beta), mulNode(graph, fresh, 1 - beta));
  const first = mix(moment1, gradient, beta1);
  const second = mix(moment2, mulNode(graph, gradient, gradient), beta2);
  const mean = mulNode(graph, first, graph.input('correction1', []));
  const variance = mulNode(graph, second, graph.input('correction2', []));
  const spreadOfGradient = graph.node('Sqrt', [variance], variance.shape);
  const direction = divNode(graph, mean, addNode(graph, spreadOfGradient, eps));
  const kept = subNode(graph, 1, mulNode(graph, rate, decay));
  return {
    parameters: subNode(graph, mulNode(graph, parameters, kept), mulNode(graph, rate, direction)),
    moment1: first,
    moment2: second,
  };
}
