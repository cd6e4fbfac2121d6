import fc from 'fast-check';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { expect, test } from 'vitest';
import type { Value } from '#models/graph/graph.ts';
import { add, mul } from '#models/ops/arithmetic.ts';
import { batchNorm } from '#models/ops/batch-norm.ts';
import { dropPath, dropout } from '#models/ops/composed.ts';
import { convolve, depthwiseConvolve } from '#models/ops/conv.ts';
import { linear } from '#models/ops/linear.ts';
import { sigmoid, silu } from '#models/ops/pointwise.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { globalAveragePool, sum } from '#models/ops/reduce.ts';
import { reshape } from '#models/ops/shaping.ts';
import { softmaxCrossEntropy } from '#models/ops/softmax-cross-entropy.ts';
import { Network, type ParameterFacts } from './network.ts';
import type { Primitive } from './primitive.ts';

const profile = await cpuProfile();
const norm = { eps: 1e-5, momentum: 0.1 };

/** Start values that look random and are always the same. */
const init: ParameterFacts['init'] = (values) => {
  for (const at of values.keys()) values[at] = Math.sin(12.9898 * (at + 1) * values.length) * 0.5;
};

/** One inverted residual block with squeeze-excite, 16 channels wide. */
function block(net: Network, x: Value, name: string, trainable = true): Value {
  const facts = { init, trainable };
  const weight = (part: string, shape: number[]) => net.parameter(`${name}.${part}`, shape, facts);
  let y = convolve(net, x, weight('expand', [32, 16, 1, 1]));
  y = silu(net, batchNorm(net, y, `${name}.bn1`, { ...norm, trainable }));
  y = depthwiseConvolve(net, y, weight('depthwise', [32, 1, 3, 3]), { padding: 1 });
  y = silu(net, batchNorm(net, y, `${name}.bn2`, { ...norm, trainable }));
  const gate = convolve(net, globalAveragePool(net, y), weight('gate', [32, 32, 1, 1]));
  y = convolve(net, mul(net, y, sigmoid(net, gate)), weight('project', [16, 32, 1, 1]));
  return add(net, x, dropPath(net, y, `${name}.drop`, 0.25));
}

interface Design {
  checkpoint?: boolean;
  frozenBlocks?: number;
  training?: boolean;
}

/** Two blocks between a stem and a classifier, on 4 pictures of 8×8 pixels. */
function compose({ checkpoint = false, frozenBlocks = 0, training = true }: Design = {}) {
  const net = new Network({ profile, training });
  const x = net.graph.input('x', [4, 3, 8, 8]);
  const labels = net.graph.input('labels', [4]);
  const stem = net.parameter('stem', [16, 3, 3, 3], { init, trainable: frozenBlocks === 0 });
  let y = convolve(net, x, stem, { stride: 2, padding: 'same' });
  for (let at = 0; at < 2; at++) {
    const one = (z: Value) => block(net, z, `b${at}`, at >= frozenBlocks);
    y = checkpoint ? net.checkpoint(y, one) : one(y);
  }
  const pooled = dropout(net, reshape(net, globalAveragePool(net, y), [4, 16]), 'dropout', 0.2);
  const logits = linear(net, pooled, net.parameter('head', [5, 16], { init }));
  const loss = softmaxCrossEntropy(net, logits, labels, 0.1);
  const gradient = net.backward(loss).vector();
  net.graph.output('loss', loss);
  net.graph.output('gradient', gradient);
  net.graph.output('statistics_after', net.updatedStatistics());
  return net;
}

function vector(length: number, at: (i: number) => number): Tensor {
  return new Tensor(
    'float32',
    Float32Array.from({ length }, (_, i) => at(i)),
    [length],
  );
}

function startOf(net: Network): Float32Array {
  const values = new Float32Array(net.parameters.length);
  for (const { offset, shape, facts } of net.parameters.entries)
    facts.init(values.subarray(offset, offset + shape.reduce((a, b) => a * b, 1)));
  return values;
}

async function step(net: Network, parameters = startOf(net)) {
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  const pixels = Float32Array.from({ length: 768 }, (_, i) => Math.sin(i * 0.7) + Math.cos(i * i));
  const feeds: Record<string, Tensor> = {
    x: new Tensor('float32', pixels, [4, 3, 8, 8]),
    labels: vector(4, (i) => i),
    parameters: new Tensor('float32', parameters, [parameters.length]),
    statistics: vector(net.statistics.length, (i) => i % 2),
  };
  if (net.noiseLength > 0) feeds.noise = vector(net.noiseLength, (i) => (i * 0.618) % 1);
  const got = await session.run(feeds);
  await session.release();
  const floats = (name: string) => got[name]?.data as Float32Array;
  return {
    loss: floats('loss')[0] ?? Number.NaN,
    gradient: floats('gradient'),
    statistics: floats('statistics_after'),
  };
}

const apart = (a: Float32Array, b: Float32Array) =>
  Math.hypot(...a.map((value, i) => value - (b[i] ?? Number.NaN))) / Math.hypot(...b);

test('checkpointed equals plain: loss, gradient and running statistics', async () => {
  const [plain, checkpointed] = [await step(compose()), await step(compose({ checkpoint: true }))];
  expect(checkpointed.loss).toBeCloseTo(plain.loss, 6);
  expect(apart(checkpointed.gradient, plain.gradient)).toBeLessThan(1e-5);
  expect(checkpointed.statistics).toEqual(plain.statistics);
});

test('frozen blocks have a gradient of zero, the others the one they had, and fewer nodes are run', async () => {
  const [all, half] = [compose(), compose({ frozenBlocks: 1 })];
  const [whole, part] = [await step(all), await step(half)];
  for (const { name, offset, shape } of half.parameters.entries) {
    const end = offset + shape.reduce((a, b) => a * b, 1);
    const got = part.gradient.slice(offset, end);
    if (name === 'stem' || name.startsWith('b0.')) expect(got.every((v) => v === 0)).toBe(true);
    else expect(apart(got, whole.gradient.slice(offset, end))).toBeLessThan(1e-5);
  }
  const nodes = (net: Network) => net.graph.model().graph.nodes.length;
  expect(nodes(half)).toBeLessThan(0.75 * nodes(all));
});

test('plain descent along the gradient lowers the loss at every step', async () => {
  const net = compose();
  const parameters = startOf(net);
  let before = Number.POSITIVE_INFINITY;
  for (let at = 0; at < 5; at++) {
    const { loss, gradient } = await step(net, parameters);
    expect(loss).toBeLessThan(before);
    before = loss;
    for (const i of parameters.keys())
      parameters[i] = (parameters[i] ?? 0) - 0.02 * (gradient[i] ?? 0);
  }
});

test('dropout leaves out numbers, drop-path whole samples, where the noise is below the rate; the rest is scaled up', async () => {
  const net = new Network({ profile, training: true });
  const x = net.graph.input('x', [2, 3]);
  net.require(x);
  const y = dropout(net, x, 'numbers', 0.25);
  const z = dropPath(net, x, 'samples', 0.5);
  const gradients = net.backward(sum(net, add(net, y, z), [0, 1]));
  net.graph.output('y', y);
  net.graph.output('z', z);
  const slope = gradients.of(x);
  if (!slope) throw new Error('x has no gradient');
  net.graph.output('slope', slope);
  expect(net.noiseLength).toBe(8);
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  const noise = [0.1, 0.25, 0.9, 0.24, 0.5, 0, 0.6, 0.4];
  const got = await session.run({
    x: new Tensor('float32', Float32Array.of(3, 6, 9, 12, 15, 18), [2, 3]),
    noise: vector(8, (at) => noise[at] ?? NaN),
  });
  await session.release();
  const shown = (name: string) => Array.from(got[name]?.data as Float32Array, Math.round);
  expect(shown('y')).toEqual([0, 8, 12, 0, 20, 0]);
  expect(shown('z')).toEqual([6, 12, 18, 0, 0, 0]);
  const thirds = Array.from(got['slope']?.data as Float32Array, (value) => Math.round(3 * value));
  expect(thirds).toEqual([6, 10, 10, 0, 4, 0]);
});

test('evaluation draws no noise and leaves running statistics as they are', async () => {
  const net = compose({ training: false });
  expect(net.noiseLength).toBe(0);
  const { statistics } = await step(net);
  expect([...statistics]).toEqual([...statistics.keys()].map((i) => i % 2));
});

test('the gradient is the slope of the loss in any direction', async () => {
  const net = compose();
  const start = startOf(net);
  const { gradient } = await step(net, start);
  const steepness = Math.hypot(...gradient);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      // Half along the gradient, so that the slope is well above the noise of float32.
      const direction = gradient.map(
        (g, i) => g / steepness + Math.sin(seed * (i + 1)) / Math.sqrt(gradient.length),
      );
      const reach = 2e-3;
      const at = async (by: number) =>
        (
          await step(
            net,
            start.map((v, i) => v + by * (direction[i] ?? 0)),
          )
        ).loss;
      const measured = ((await at(reach)) - (await at(-reach))) / (2 * reach);
      const due = gradient.reduce((all, g, i) => all + g * (direction[i] ?? 0), 0);
      expect(Math.abs(measured - due)).toBeLessThan(0.02 * Math.abs(due));
    }),
    { numRuns: 5, seed: 7 },
  );
});

test('an operation without a gradient rule is an error that names it', () => {
  const net = new Network({ profile, training: true });
  const round: Primitive = {
    name: 'round',
    forward: ({ graph }, [x]) => ({ output: graph.node('Round', [x], [3]), saved: undefined }),
  };
  const y = net.apply(round, [net.parameter('p', [3], { init })], undefined);
  expect(() => net.backward(sum(net, y, [0]))).toThrow('no gradient rule for round');
});

test('a parameter asked for in two shapes, and a loss nothing trains, are errors', () => {
  const net = new Network({ profile, training: true });
  net.parameter('p', [3], { init });
  expect(() => net.parameter('p', [4], { init })).toThrow("'p' is [3] and is asked for as [4]");
  expect(() => net.backward(net.graph.input('x', []))).toThrow('nothing that is trained');
});

test('a graph prints a line a node, and leaves out what no output needs', () => {
  const net = new Network({ profile, training: false });
  const x = net.graph.input('x', [2, 3]);
  silu(net, x);
  net.graph.output('y', add(net, x, x));
  expect(net.graph.print().split('\n')).toEqual([
    'input x [2, 3]',
    'y [2, 3] = Add(x, x)',
    'output y [2, 3]',
  ]);
});
