import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { Graph } from '#models/graph/graph.ts';
import { momentsOf, stepScalars, type Optimizer } from './optimizer.ts';
import { emitUpdate, type ParameterRun } from './update.ts';

interface Case {
  name: string;
  momentum?: number;
  nesterov?: boolean;
  clip?: number;
  average?: number;
  steps: { norm: number; parameters: number[]; average?: number[] }[];
}
const { rate, gradients, cases } = JSON.parse(
  await readFile(new URL('fixtures/optimizers.json', import.meta.url), 'utf8'),
) as { rate: number; gradients: number[][]; cases: Case[] };

const start = [1, -2, 0.5, 3, -0.1, 4];
const runs: ParameterRun[] = [
  { length: 2, decay: true, rate: 1 },
  { length: 2, decay: false, rate: 1 },
  { length: 2, decay: true, rate: 10 },
];

function optimizerOf({ momentum, nesterov = false, clip, average }: Case): Optimizer {
  const shared = {
    weightDecay: 0.1,
    ...(clip === undefined ? {} : { clipNorm: clip }),
    ...(average === undefined ? {} : { average: true }),
  };
  return momentum === undefined
    ? { kind: 'adamw', beta1: 0.9, beta2: 0.999, eps: 1e-8, ...shared }
    : { kind: 'sgd', momentum, nesterov, ...shared };
}

/** A graph that is nothing but the update, and a function that takes one step with it. */
async function stepper(optimizer: Optimizer, runs: readonly ParameterRun[]) {
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  const graph = new Graph();
  const parameters = graph.input('parameters', [length]);
  const gradient = graph.input('gradient', [length]);
  const update = emitUpdate(graph, optimizer, parameters, gradient, runs);
  for (const [name, value] of Object.entries(update.vectors)) graph.output(`${name}_next`, value);
  graph.output('norm', update.gradientNorm);
  const session = await InferenceSession.create(graph.encode());
  const vector = (values: ArrayLike<number>) =>
    new Tensor('float32', Float32Array.from(values), [length]);
  return async (
    state: Record<string, ArrayLike<number>>,
    gradient: number[],
    scalars: Record<string, number>,
  ) => {
    const feeds: Record<string, Tensor> = { gradient: vector(gradient) };
    for (const [name, values] of Object.entries(state)) feeds[name] = vector(values);
    for (const [name, value] of Object.entries(scalars))
      feeds[name] = new Tensor('float32', Float32Array.of(value), []);
    const results = await session.run(feeds);
    const next = Object.keys(state).map((name) => [name, results[`${name}_next`]?.data]);
    return {
      state: Object.fromEntries(next) as Record<string, Float32Array>,
      norm: Number(results['norm']?.data[0]),
    };
  };
}

describe('an optimiser in the graph', () => {
  it.each(cases)("walks PyTorch's path: $name", async (expected) => {
    const optimizer = optimizerOf(expected);
    const step = await stepper(optimizer, runs);
    let state: Record<string, ArrayLike<number>> = { parameters: start };
    for (const name of momentsOf(optimizer))
      state[name] = name === 'average' ? start : [0, 0, 0, 0, 0, 0];
    for (const [at, row] of expected.steps.entries()) {
      const scalars = { ...stepScalars(optimizer, at, rate, expected.average) };
      const result = await step(state, gradients[at] ?? [], scalars);
      state = result.state;
      expect(result.norm / row.norm).toBeCloseTo(1, 5);
      for (const [name, wanted] of Object.entries(row))
        if (Array.isArray(wanted))
          for (const [i, value] of wanted.entries())
            expect(Math.abs((state[name]?.[i] ?? NaN) - value)).toBeLessThan(
              1e-5 * Math.max(1, Math.abs(value)),
            );
    }
  });

  it('leaves a frozen stretch as it is, to the bit, decay or not', async () => {
    const optimizer: Optimizer = {
      kind: 'adamw',
      beta1: 0.9,
      beta2: 0.999,
      eps: 1e-8,
      weightDecay: 0.5,
    };
    const step = await stepper(optimizer, [
      { length: 1, decay: true, rate: 0 },
      { length: 1, decay: true, rate: 1 },
    ]);
    const state = { parameters: [0.1, 0.1], moment1: [0, 0], moment2: [0, 0] };
    const after = await step(state, [0, 0], { ...stepScalars(optimizer, 0, 0.1) });
    expect(after.state['parameters']?.[0]).toBe(Math.fround(0.1));
    expect(after.state['parameters']?.[1]).toBeCloseTo(0.095, 6);
  });

  it('is refused where its groups miss parameters or a setting makes no sense', () => {
    const build = (optimizer: Optimizer, runs: ParameterRun[]) => {
      const graph = new Graph();
      const [p, g] = [graph.input('p', [2]), graph.input('g', [2])];
      return () => emitUpdate(graph, optimizer, p, g, runs);
    };
    const sgd: Optimizer = { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 };
    const whole = [{ length: 2, decay: true, rate: 1 }];
    expect(build(sgd, [{ length: 1, decay: true, rate: 1 }])).toThrow('cover 1 of 2');
    expect(build({ ...sgd, momentum: 1 }, whole)).toThrow('momentum is 1');
    expect(build({ ...sgd, nesterov: true }, whole)).toThrow('Nesterov without momentum');
    expect(build({ ...sgd, clipNorm: 0 }, whole)).toThrow('clipNorm is 0');
    expect(build({ ...sgd, weightDecay: -1 }, whole)).toThrow('weightDecay is -1');
  });
});
