import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import type { FusionId } from '#terms/embedder/fusions.ts';
import type { HeadId, SmoothingId } from '#terms/embedder/heads.ts';
import type { GemPowers, PoolId } from '#terms/embedder/pools.ts';
import { Network } from '#models/autodiff/network.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import type { Value } from '#models/graph/graph.ts';
import { mul } from '#models/ops/arithmetic.ts';
import { arcFace } from '#models/ops/angular-margin.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { sum } from '#models/ops/reduce.ts';
import { neck } from './embedder-network.ts';
import { dolg, localBranch } from './fusion/dolg.ts';
import { poolParts } from './fusion/parts.ts';
import { angularLoss, classCosines } from './heads/arcface.ts';
import { happywhaleMargins, marginsByClassSize } from './heads/dynamic-margin.ts';
import { speciesLoss } from './heads/species.ts';
import { TrainingLayers } from '../layers/training-layers.ts';

interface Packed {
  shape: number[];
  values: number[];
}
interface Options {
  width: number;
  dimensions: number;
  fusion: FusionId;
  noise?: number[];
  classes: number;
  centres: number;
  margins: number[];
  scale: number;
  easy: boolean;
  smoothing: number;
  smoothingOf?: SmoothingId;
  head?: HeadId;
  globalPool?: PoolId;
  fusedPool?: PoolId;
  powers?: GemPowers;
  species: number;
  weights: [number, number, number];
}
interface Case {
  kind: 'dolg' | 'gem' | 'gem-grid' | 'tones' | 'neck' | 'arcface' | 'species';
  name: string;
  options: Options;
  inputs: Record<string, Packed>;
  parameters: Record<string, Packed>;
  output: Packed;
  dy: Packed;
  gradients: Record<string, Packed>;
}
const cases = JSON.parse(
  await readFile(new URL('fixtures/embedder.json', import.meta.url), 'utf8'),
) as Case[];

function build({ kind, options }: Case, layers: TrainingLayers, given: (name: string) => Value) {
  switch (kind) {
    case 'dolg':
      return poolParts(layers, dolg(layers, given('fine'), given('coarse'), options));
    case 'gem':
      return layers.generalizedMean(given('x'), 'gem', options.powers);
    case 'gem-grid':
      return layers.generalizedMeanGrid(given('x'), 'gem', options.powers);
    case 'tones':
      return layers.evenTones(given('x'), options.weights);
    case 'neck':
      return neck(layers, given('x'), options);
    case 'arcface': {
      const { margins } = options;
      const margin = margins.every((m) => m === margins[0]) ? (margins[0] ?? 0) : margins;
      return angularLoss(layers, given('embeddings'), given('labels'), { ...options, margin });
    }
    case 'species':
      return speciesLoss(layers, given('embeddings'), given('labels'), options.species);
  }
}

const tensor = ({ shape, values }: Packed) =>
  new Tensor('float32', Float32Array.from(values), shape);

/** Output and gradients by name, of loss = Σ y·dy. */
async function run(fixture: Case, profile: typeof standardProfile) {
  const net = new Network({ profile, training: true });
  const layers = new TrainingLayers(net, { seed: 1 });
  const feeds: Record<string, Tensor> = {};
  const inputs = new Map<string, Value>();
  for (const [name, packed] of Object.entries(fixture.inputs)) {
    inputs.set(name, net.graph.input(name, packed.shape));
    feeds[name] = tensor(packed);
    const value = inputs.get(name);
    if (value && name !== 'labels') net.require(value);
  }
  const y = build(fixture, layers, (name) => {
    const value = inputs.get(name);
    if (!value) throw new Error(`the fixture has no ${name}`);
    return value;
  });
  expect(y.shape).toEqual(fixture.output.shape);
  const { entries, length } = net.parameters;
  expect(entries.map(({ name }) => name).toSorted()).toEqual(
    Object.keys(fixture.parameters).toSorted(),
  );
  const parameters = new Float32Array(length);
  for (const { name, offset, shape } of entries) {
    expect([name, shape]).toEqual([name, fixture.parameters[name]?.shape]);
    parameters.set(fixture.parameters[name]?.values ?? [], offset);
    const entry = entries.find((each) => each.name === name);
    if (entry) inputs.set(name, entry.value);
  }
  const asked = new Set(net.graph.model().graph.inputs.map(({ name }) => name));
  if (asked.has('parameters')) feeds['parameters'] = new Tensor('float32', parameters, [length]);
  if (asked.has('statistics')) {
    const statistics = net.statistics.length;
    feeds['statistics'] = new Tensor('float32', new Float32Array(statistics), [statistics]);
  }
  if (fixture.options.noise)
    feeds['noise'] = tensor({ shape: [net.noiseLength], values: fixture.options.noise });
  const dy = net.graph.input('dy', fixture.dy.shape);
  feeds['dy'] = tensor(fixture.dy);
  const product = mul(net, y, dy);
  const loss = y.shape.length > 0 ? sum(net, product, [...y.shape.keys()]) : product;
  const gradients = net.backward(loss);
  net.graph.output('y', y);
  for (const name of Object.keys(fixture.gradients)) {
    const value = inputs.get(name);
    const gradient = value && gradients.of(value);
    if (gradient) net.graph.output(`d ${name}`, gradient);
  }
  const session = await InferenceSession.create(net.graph.encode(), { logSeverityLevel: 4 });
  const results = await session.run(feeds);
  await session.release();
  return results;
}

/** ‖got − due‖ / ‖due‖. */
function distance(got: Tensor | undefined, due: Packed): number {
  const data = got?.data as Float32Array | undefined;
  if (data?.length !== due.values.length) return Number.POSITIVE_INFINITY;
  const apart = Math.hypot(...due.values.map((value, at) => value - (data[at] ?? NaN)));
  return apart / Math.max(1e-6, Math.hypot(...due.values));
}

describe.each([standardProfile, await cpuProfile()])('lowered for $name', (profile) => {
  it.each(cases)('$kind $name has the output and gradients of PyTorch', async (fixture) => {
    const results = await run(fixture, profile);
    expect(distance(results['y'], fixture.output)).toBeLessThan(5e-6);
    for (const [name, due] of Object.entries(fixture.gradients))
      expect([name, distance(results[`d ${name}`], due) < 2e-5]).toEqual([name, true]);
  });
});

describe('the orthogonal part of DOLG', () => {
  it('is at right angles to the global direction at every position', async () => {
    const net = new Network({ profile: standardProfile, training: true });
    const layers = new TrainingLayers(net, { seed: 2 });
    const x = net.graph.input('x', [1, 16, 6, 6]);
    const direction = net.graph.input('direction', [1, 16, 1, 1]);
    const local = localBranch(layers, x, 16);
    const orthogonal = layers.orthogonal(local, direction);
    net.graph.output('before', sum(net, mul(net, local, direction), [1]));
    net.graph.output('after', sum(net, mul(net, orthogonal, direction), [1]));
    const parameters = new Float32Array(net.parameters.length);
    for (const { facts, shape, offset } of net.parameters.entries)
      facts.init(parameters.subarray(offset, offset + shape.reduce((a, b) => a * b, 1)));
    const session = await InferenceSession.create(net.graph.encode());
    const wave = (length: number) => Float32Array.from({ length }, (_, at) => Math.sin(at * 1.7));
    const { before, after } = await session.run({
      x: new Tensor('float32', wave(16 * 36), x.shape),
      direction: new Tensor(
        'float32',
        wave(16).map((v) => 3 * v + 1),
        direction.shape,
      ),
      parameters: new Tensor('float32', parameters, [parameters.length]),
      statistics: new Tensor('float32', new Float32Array(32), [32]),
    });
    const most = (t: Tensor | undefined) =>
      Math.max(...Array.from((t?.data ?? []) as Float32Array, Math.abs));
    // The original repository forgot to square the length and was far from zero here.
    expect(most(before)).toBeGreaterThan(0.1);
    expect(most(after)).toBeLessThan(1e-5);
  });
});

describe('the logits of ArcFace', () => {
  it.each([
    [0.2, 26.3275],
    [1, 8.025],
    [2, -19.9883],
    [3.1, -32.6337],
  ])('at an angle of %f are those worked out by hand at s 30, m 0.3', async (angle, logit) => {
    const net = new Network({ profile: standardProfile, training: true });
    const layers = new TrainingLayers(net, { seed: 1 });
    const embeddings = net.graph.input('embeddings', [1, 2]);
    const labels = net.graph.input('labels', [1]);
    const cosines = classCosines(layers, embeddings, { classes: 2 });
    net.graph.output('logits', arcFace(net, cosines, labels, { margin: 0.3, scale: 30 }));
    const session = await InferenceSession.create(net.graph.encode());
    const centres = [2 * Math.cos(angle), 2 * Math.sin(angle), 0, 1];
    const { logits } = await session.run({
      embeddings: new Tensor('float32', Float32Array.of(5, 0), [1, 2]),
      labels: new Tensor('float32', Float32Array.of(0), [1]),
      parameters: new Tensor('float32', Float32Array.from(centres), [4]),
    });
    expect(Number(logits?.data[0])).toBeCloseTo(logit, 3);
    expect(Number(logits?.data[1])).toBeCloseTo(0, 5);
  });
});

describe('margins by class size', () => {
  it('are those of the first place: widest for a single photo', () => {
    const [one = 0, ten = 0, hundred = 0] = marginsByClassSize([1, 10, 100]);
    expect(one).toBeCloseTo(0.32126, 5);
    expect(ten).toBeCloseTo(0.27126 * 10 ** -0.364399 + 0.05, 10);
    expect(hundred).toBeLessThan(ten);
    expect(happywhaleMargins.floor).toBeLessThan(hundred);
  });

  it('need a photo of each class', () => {
    expect(() => marginsByClassSize([3, 0])).toThrow('Class 1 has 0 photos');
  });
});
