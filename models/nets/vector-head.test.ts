import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { Network } from '#models/autodiff/network.ts';
import { signatureOf } from '#models/onnx/signature.ts';
import { TrainingLayers } from '../layers/training-layers.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { Inference } from '../session/inference.ts';
import { TrainingSession } from '../session/training-session.ts';
import { neck } from './embedder-network.ts';
import { networkWithHead } from './vector-head-export.ts';
import { foldedHead, throughHead, vectorHeadPlan, type VectorHead } from './vector-head.ts';

const drawn = (name: string, length: number, reach = 1): Float32Array => {
  const values = new Float32Array(length);
  fillUniform(values, streamOf(4, name), reach);
  return values;
};
const ofLengthOne = (rows: Float32Array, width: number): Float32Array =>
  rows.map((value, at) => {
    const from = at - (at % width);
    return value / Math.hypot(...rows.subarray(from, from + width));
  });

describe('a head on vectors', () => {
  const { plan, batchOf } = vectorHeadPlan({
    inputs: 12,
    dimensions: 6,
    batch: 8,
    classes: 4,
    margin: 0.2,
    scale: 20,
    smoothing: 0,
    optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 },
    centreRate: 10,
    seed: 2,
  });
  /** Vectors that differ by class in a few numbers, and by chance in all. */
  const seen = (step: number) => {
    const labels = Array.from({ length: 8 }, (_, at) => (at + step) % 4);
    const noise = drawn(`noise ${step}`, 8 * 12);
    const rows = noise.map(
      (value, at) => value + (at % 12 === labels[Math.floor(at / 12)] ? 1.5 : 0),
    );
    return { labels, rows: ofLengthOne(rows, 12) };
  };

  it('learns to tell animals apart, and is one layer afterwards', async () => {
    await using session = await TrainingSession.open(plan, { device: 'cpu', seed: 1 });
    const losses: number[] = [];
    for (let step = 0; step < 60; step += 1) {
      const { labels, rows } = seen(step);
      const { loss } = await session.step(batchOf(rows, labels, 1), { learningRate: 5e-3 });
      losses.push(loss);
    }
    const mean = (some: number[]) => some.reduce((a, b) => a + b, 0) / some.length;
    expect(mean(losses.slice(-10))).toBeLessThan(0.7 * mean(losses.slice(0, 10)));

    const vectors = await session.vectors();
    const head = foldedHead(session.layout, vectors);
    // The same layers as a network in evaluation.
    const net = new Network({ profile: standardProfile, training: false });
    const x = net.graph.input('x', [8, 12, 1, 1]);
    const layers = new TrainingLayers(net, { seed: 1 });
    net.graph.output('y', neck(layers, x, { fusion: 'gem', dimensions: 6 }));
    const { rows } = seen(99);
    const judge = await InferenceSession.create(net.graph.encode());
    const length = net.parameters.length;
    const { y } = await judge.run({
      x: new Tensor('float32', rows, x.shape),
      parameters: new Tensor('float32', vectors.parameters.slice(0, length), [length]),
      statistics: new Tensor('float32', vectors.statistics, [vectors.statistics.length]),
    });
    await judge.release();
    const due = ofLengthOne(y?.data as Float32Array, 6);
    const ours = throughHead(head, rows);
    for (const [at, value] of due.entries()) expect(ours[at]).toBeCloseTo(value, 5);
  });
});

describe('a network with a head', () => {
  const headOf = (inputs: number, dimensions: number): VectorHead => ({
    inputs,
    dimensions,
    weight: drawn('weight', inputs * dimensions),
    bias: drawn('bias', dimensions),
  });
  const networks = ['opset18.onnx', 'opset23.onnx', 'float_data.onnx'];
  const read = (name: string) =>
    readFile(new URL(`../../worker/embedder/imported/fixtures/${name}`, import.meta.url));
  const pictures = drawn('pictures', 2 * 3 * 24 * 32);
  const run = async (model: Uint8Array) => {
    await using inference = await Inference.open(model);
    return await inference.run(pictures);
  };

  it.each(networks)('gives of %s what its vectors give through the head', async (name) => {
    const model = await read(name);
    const head = headOf(12, 5);
    const due = throughHead(head, ofLengthOne(await run(model), 12));
    const ours = await run(networkWithHead(model, head));
    expect(ours).toHaveLength(10);
    for (const [at, value] of ours.entries()) expect(value).toBeCloseTo(due[at] ?? NaN, 5);
  });

  it('takes another head on its head', async () => {
    const [first, second] = [headOf(12, 5), headOf(5, 9)];
    const model = await read('opset20.onnx');
    const twice = networkWithHead(networkWithHead(model, first), second);
    const due = throughHead(second, throughHead(first, ofLengthOne(await run(model), 12)));
    const ours = await run(twice);
    expect(signatureOf(twice).outputs).toHaveLength(1);
    for (const [at, value] of ours.entries()) expect(value).toBeCloseTo(due[at] ?? NaN, 5);
  });
});
