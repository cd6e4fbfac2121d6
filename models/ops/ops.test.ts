import { readFileSync } from 'node:fs';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, test } from 'vitest';
import { Network } from '#models/autodiff/network.ts';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import type { Value } from '#models/graph/graph.ts';
import { add, div, mul, offset, scale, sub } from './arithmetic.ts';
import { batchNorm } from './batch-norm.ts';
import { maximum, minimum, select } from './choose.ts';
import { arcFace } from './angular-margin.ts';
import { binaryCrossEntropy, l2Normalise } from './composed.ts';
import { convolveAndNorm } from './conv-norm.ts';
import { convolve, depthwiseConvolve } from './conv.ts';
import { linear } from './linear.ts';
import * as pointwise from './pointwise.ts';
import { maxPool, upsample } from './pool.ts';
import { cpuProfile } from './probe-nchwc.ts';
import { max, mean, sum } from './reduce.ts';
import { gatherRows } from './rows.ts';
import { concat, narrow, reshape, transpose } from './shaping.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

interface Packed {
  shape: number[];
  values: number[];
}
interface Options {
  by: number;
  low: number;
  high: number;
  shape: number[];
  perm: number[];
  axis: number;
  start: number;
  end: number;
  axes: number[];
  keep: boolean;
  stride: number;
  dilation: number;
  padding: number | 'same';
  frozen: boolean;
  smoothing: number;
  kernel: number;
  margin: number;
  scale: number;
  easy: boolean;
  /** Running means and then variances before the pass; 0 and 1 where not given. */
  statistics?: number[];
}
interface Case {
  op: keyof typeof ops;
  name: string;
  options: Options;
  inputs: Packed[];
  output: Packed;
  dy: Packed;
  gradients: (Packed | null)[];
  /** Running means and then variances after the pass. */
  running?: number[];
}
type Build = (net: Network, inputs: Value[], options: Options) => Value;

function at(inputs: Value[], place: number): Value {
  const value = inputs[place];
  if (!value) throw new Error(`the fixture has no input ${place}`);
  return value;
}
const one =
  (op: (net: Network, x: Value) => Value): Build =>
  (net, v) =>
    op(net, at(v, 0));
const two =
  (op: (net: Network, a: Value, b: Value) => Value): Build =>
  (net, v) =>
    op(net, at(v, 0), at(v, 1));

const ops = {
  add: two(add),
  sub: two(sub),
  mul: two(mul),
  div: two(div),
  pow: two(pointwise.pow),
  maximum: two(maximum),
  minimum: two(minimum),
  gatherRows: two(gatherRows),
  select: (net, v) => select(net, at(v, 2), at(v, 0), at(v, 1)),
  binaryCrossEntropy: two(binaryCrossEntropy),
  upsample: one(upsample),
  maxPool: (net, v, o) => maxPool(net, at(v, 0), o.kernel),
  l2Normalise: (net, v, o) => l2Normalise(net, at(v, 0), o.axis),
  arcFace: (net, v, o) => arcFace(net, at(v, 0), at(v, 1), o),
  scale: (net, v, o) => scale(net, at(v, 0), o.by),
  offset: (net, v, o) => offset(net, at(v, 0), o.by),
  sqrt: one(pointwise.sqrt),
  sigmoid: one(pointwise.sigmoid),
  atan: one(pointwise.atan),
  softplus: one(pointwise.softplus),
  silu: one(pointwise.silu),
  relu: one(pointwise.relu),
  relu6: one(pointwise.relu6),
  clamp: (net, v, o) => pointwise.clamp(net, at(v, 0), o),
  reshape: (net, v, o) => reshape(net, at(v, 0), o.shape),
  transpose: (net, v, o) => transpose(net, at(v, 0), o.perm),
  concat: (net, v, o) => concat(net, v, o.axis),
  narrow: (net, v, o) => narrow(net, at(v, 0), o),
  sum: (net, v, o) => sum(net, at(v, 0), o.axes, o.keep),
  mean: (net, v, o) => mean(net, at(v, 0), o.axes, o.keep),
  max: (net, v, o) => max(net, at(v, 0), o.axes, o.keep),
  linear: (net, v) => linear(net, at(v, 0), at(v, 1), v[2]),
  conv: (net, v, o) => convolve(net, at(v, 0), at(v, 1), v[2] ? { ...o, bias: v[2] } : o),
  depthwise: (net, v, o) => depthwiseConvolve(net, at(v, 0), at(v, 1), o),
  convNorm: (net, v) =>
    convolveAndNorm(net, at(v, 0), at(v, 1), 'bn', { eps: 1e-3, momentum: 0.1 }),
  batchNorm: (net, v, o) => {
    const y = batchNorm(net, at(v, 0), 'bn', { ...o, eps: 1e-3, momentum: 0.1 });
    return y;
  },
  softmaxCrossEntropy: (net, v, o) => softmaxCrossEntropy(net, at(v, 0), at(v, 1), o.smoothing),
} satisfies Record<string, Build>;

const cases = JSON.parse(
  readFileSync(new URL('fixtures/ops.json', import.meta.url), 'utf8'),
) as Case[];

const tensor = ({ shape, values }: Packed) =>
  new Tensor('float32', Float32Array.from(values), shape);

/** Output and input gradients by name, of loss = Σ y·dy. */
async function run(fixture: Case, profile: Profile): Promise<Record<string, Tensor>> {
  const net = new Network({ profile, training: true });
  const feeds: Record<string, Tensor> = {};
  // Batch norm makes its parameters itself: they are fed as the network's flat vector.
  const owned = { batchNorm: 2, convNorm: 2 }[fixture.op as string] ?? 0;
  const own = fixture.inputs.slice(fixture.inputs.length - owned);
  const inputs = fixture.inputs.slice(0, fixture.inputs.length - own.length).map((packed, i) => {
    const value = net.graph.input(`x${i}`, packed.shape);
    feeds[`x${i}`] = tensor(packed);
    if (fixture.gradients[i]) net.require(value);
    return value;
  });
  const y = ops[fixture.op](net, inputs, fixture.options);
  expect(y.shape).toEqual(fixture.output.shape);
  const dy = net.graph.input('dy', fixture.dy.shape);
  feeds.dy = tensor(fixture.dy);
  const loss = sum(net, mul(net, y, dy), [...y.shape.keys()]);
  const gradients = net.backward(loss);
  net.graph.output('y', y);
  const values = [...inputs, ...net.parameters.entries.map(({ value }) => value)];
  for (const [i, value] of values.entries()) {
    const gradient = gradients.of(value);
    if (gradient) net.graph.output(`g${i}`, gradient);
  }
  if (own.length > 0) {
    feeds.parameters = tensor({
      shape: [net.parameters.length],
      values: own.flatMap((p) => p.values),
    });
    const half = net.statistics.length / 2;
    const start = Array.from({ length: 2 * half }, (_, i) => (i < half ? 0 : 1));
    const values = fixture.options.statistics ?? start;
    feeds.statistics = tensor({ shape: [2 * half], values });
    if (fixture.running) net.graph.output('running', net.updatedStatistics());
  } else feeds.parameters = new Tensor('float32', new Float32Array(0), [0]);
  const model = net.graph.model();
  for (const name of Object.keys(feeds))
    if (!model.graph.inputs.some((input) => input.name === name)) delete feeds[name];
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  const results = await session.run(feeds);
  await session.release();
  return results;
}

/** Largest difference over the largest number there is (1 at least). */
function distance(got: Tensor | undefined, due: Packed): number {
  const data = got?.data as Float32Array | undefined;
  if (data?.length !== due.values.length) return Number.POSITIVE_INFINITY;
  const size = due.values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return due.values.reduce((most, value, i) => {
    const apart = Math.abs((data[i] ?? Number.NaN) - value) / size;
    return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(most, apart);
  }, 0);
}

const profiles = [standardProfile, { name: 'cpu', nchwcBlock: 0 } as const, await cpuProfile()];

describe.each(profiles)('lowered for $name, blocks of $nchwcBlock', (profile) => {
  test.each(cases)('$op, $name, equals PyTorch in float64', async (fixture) => {
    const results = await run(fixture, profile);
    expect(distance(results.y, fixture.output)).toBeLessThan(5e-6);
    for (const [i, due] of fixture.gradients.entries())
      if (due) expect(distance(results[`g${i}`], due), `gradient of input ${i}`).toBeLessThan(1e-5);
    const { running } = fixture;
    if (running)
      expect(distance(results.running, { shape: [], values: running })).toBeLessThan(5e-6);
  });
});
