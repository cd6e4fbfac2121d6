import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { fillUniform, streamOf, uniformAt } from '../random/counter-random.ts';
import { embedderLoss } from '../nets/bare-embedder.ts';
import { momentsOf, stepScalars, type Optimizer } from '../optim/optimizer.ts';
import { viewOf } from '../weights/state-layout.ts';
import { sessionOptions } from './device.ts';
import { buildTrainStep } from './train-step.ts';

interface Fixture {
  gradient: {
    batch: number;
    size: number;
    classes: number;
    dimensions: number;
    margin: number;
    scale: number;
    loss: number;
    /** Of each tensor: squared length, then products with four streams of random signs. */
    sketch: Record<string, [number, number, number, number, number]>;
  };
  trajectory: { sgd: number[]; adamw: number[] };
}
const { gradient: setting, trajectory } = JSON.parse(
  await readFile(new URL('../nets/fixtures/efficientnet.json', import.meta.url), 'utf8'),
) as Fixture;
const { batch, size } = setting;
const sgd: Optimizer = { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 1e-4 };
const adamW: Optimizer = { kind: 'adamw', beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0.01 };

function b0Step(profile: Profile, optimizer: Optimizer) {
  const step = buildTrainStep({
    profile,
    optimizer,
    start: { seed: 1 },
    withGradient: true,
    loss: (layers) =>
      embedderLoss(
        layers,
        { backbone: 'b0', variant: 'torchvision', dimensions: setting.dimensions, dropPath: 0 },
        setting,
      ),
  });
  // The same numbers that fixtures/efficientnet.py draws.
  for (const slot of step.layout.parameters) {
    const values = viewOf(step.start.parameters, slot);
    const stream = streamOf(1, slot.name);
    const fanIn = slot.shape.slice(1).reduce((a, b) => a * b, 1);
    if (slot.shape.length > 1) fillUniform(values, stream, Math.sqrt(6 / fanIn));
    else if (slot.name.endsWith('weight')) fillUniform(values, stream, 0.5, 1);
    else fillUniform(values, stream, 0.2);
  }
  return step;
}

function batchFeeds(): Record<string, Tensor> {
  const [noise, tint] = [streamOf(1, 'picture'), streamOf(1, 'tint')];
  const plane = size * size;
  const pictures = Float32Array.from(
    { length: batch * 3 * plane },
    (_, at) => uniformAt(noise, at) + 2 * uniformAt(tint, Math.floor(at / plane)),
  );
  const labels = Float32Array.from({ length: batch }, (_, at) => (at * 7) % setting.classes);
  return {
    pictures: new Tensor('float32', pictures, [batch, 3, size, size]),
    labels: new Tensor('float32', labels, [batch]),
  };
}

/** Runs steps on one batch; gives the losses and the first gradient. */
async function train(profile: Profile, optimizer: Optimizer, rate: number, steps: number) {
  const step = b0Step(profile, optimizer);
  const session = await InferenceSession.create(step.model, sessionOptions('cpu', { threads: 2 }));
  const state: Record<string, Tensor> = {};
  for (const name of ['parameters', 'statistics', ...momentsOf(optimizer)] as const) {
    const values = step.start[name];
    if (values) state[name] = new Tensor('float32', values, [values.length]);
  }
  const losses: number[] = [];
  let gradient = new Float32Array();
  for (let at = 0; at < steps; at++) {
    const feeds = { ...batchFeeds(), ...state };
    for (const [name, value] of Object.entries(stepScalars(optimizer, at, rate)))
      feeds[name] = new Tensor('float32', Float32Array.of(Number(value)), []);
    const results = await session.run(feeds);
    losses.push(Number(results['loss']?.data[0]));
    if (at === 0) gradient = Float32Array.from((results['gradient']?.data ?? []) as Float32Array);
    for (const name of Object.keys(state)) {
      const next = results[`${name}_next`];
      if (next) state[name] = next;
    }
  }
  await session.release();
  return { losses, gradient, layout: step.layout };
}

const profiles: [string, () => Promise<Profile>][] = [
  ['cpu', cpuProfile],
  ['standard', () => Promise.resolve(standardProfile)],
];

describe.each(profiles)('a training step of B0 with ArcFace, %s lowerings', (_, profile) => {
  it("has PyTorch's whole float64 gradient, to 5e-5 of its length", async () => {
    const { losses, gradient, layout } = await train(await profile(), sgd, 0.001, 1);
    expect(losses[0]).toBeCloseTo(setting.loss, 3);
    expect(layout.parameters.map(({ name }) => name).sort()).toEqual(
      Object.keys(setting.sketch).sort(),
    );
    // E[(r·d)²] = |d|² for random signs r, so the products measure the length of the difference.
    let difference = 0;
    let length = 0;
    for (const slot of layout.parameters) {
      const [square, ...products] = setting.sketch[slot.name] ?? [NaN];
      const values = viewOf(gradient, slot);
      length += square;
      for (const [k, product] of products.entries()) {
        const stream = streamOf(1000 + k, slot.name);
        let ours = 0;
        for (const [at, value] of values.entries())
          ours += uniformAt(stream, at) < 0 ? -value : value;
        difference += (ours - product) ** 2 / products.length;
      }
    }
    expect(Math.sqrt(difference / length)).toBeLessThan(5e-5);
  }, 120_000);
});

describe('ten steps', () => {
  it.each([
    ['sgd', sgd, 0.0003],
    ['adamw', adamW, 1e-4],
  ] as const)(
    "of %s walk PyTorch's float64 path of losses",
    async (name, optimizer, rate) => {
      const { losses } = await train(await cpuProfile(), optimizer, rate, 10);
      for (const [at, loss] of losses.entries()) {
        const expected = trajectory[name][at] ?? NaN;
        expect(Math.abs(loss - expected)).toBeLessThan(0.01 * expected + 1e-3);
      }
    },
    120_000,
  );
});
