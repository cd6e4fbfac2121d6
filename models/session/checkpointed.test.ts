import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { embedderLoss } from '../nets/bare-embedder.ts';
import { arcFacePlan } from './fixtures/arcface-plan.ts';
import { bytesOfTraining } from './memory-need.ts';
import { sessionOptions } from './device.ts';
import { buildTrainStep } from './train-step.ts';

type Checkpointing = 'none' | 'blocks';
const [batch, size] = [4, 64];

/** B0 with ArcFace, drop-path on, the first two stages frozen where asked for. */
async function b0Step(checkpoint: Checkpointing, frozen: boolean) {
  return buildTrainStep({
    profile: await cpuProfile(),
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 },
    start: {
      seed: 4,
      checkpoint,
      trainable: (name) => !frozen || !/^(conv_stem|bn1|blocks\.[01])\b/.test(name),
    },
    withGradient: true,
    loss: (layers) =>
      embedderLoss(
        layers,
        { backbone: 'b0', variant: 'torchvision', dimensions: 32, dropPath: 0.4 },
        { batch, size, classes: 10, margin: 0.3, scale: 16 },
      ),
  });
}

/** Loss, gradient and running statistics of the first step. */
async function firstStep(checkpoint: Checkpointing, frozen: boolean) {
  const step = await b0Step(checkpoint, frozen);
  const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);
  const pictures = new Float32Array(batch * 3 * size * size);
  fillUniform(pictures, streamOf(1, 'pictures'), 1);
  const noise = new Float32Array(step.noiseLength);
  fillUniform(noise, streamOf(1, 'noise'), 0.5, 0.5);
  const session = await InferenceSession.create(step.model, sessionOptions('cpu'));
  const got = await session.run({
    pictures: new Tensor('float32', pictures, [batch, 3, size, size]),
    labels: vector(Float32Array.of(0, 1, 2, 3)),
    noise: vector(noise),
    parameters: vector(step.start.parameters),
    statistics: vector(step.start.statistics),
    moment1: vector(new Float32Array(step.start.parameters.length)),
    learning_rate: new Tensor('float32', Float32Array.of(0.01), []),
  });
  await session.release();
  const floats = (name: string) => got[name]?.data as Float32Array;
  return {
    loss: floats('loss')[0] ?? NaN,
    gradient: floats('gradient'),
    statistics: floats('statistics_next'),
    noiseLength: step.noiseLength,
  };
}

const length = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

describe('a network that computes its blocks twice', () => {
  it.each([false, true])(
    'has the loss, gradient and statistics of the plain one, drop-path included (early stages frozen: %s)',
    async (frozen) => {
      const [plain, twice] = [await firstStep('none', frozen), await firstStep('blocks', frozen)];
      expect(twice.noiseLength).toBe(plain.noiseLength);
      expect(plain.noiseLength).toBeGreaterThan(0);
      expect(twice.loss).toBe(plain.loss);
      expect(twice.statistics).toEqual(plain.statistics);
      const apart = length(twice.gradient.map((v, at) => v - (plain.gradient[at] ?? NaN)));
      expect(apart / length(plain.gradient)).toBeLessThan(1e-5);
    },
    60_000,
  );
});

const mebibyte = 2 ** 20;

/** Peak of a process that trains B0, and what was told before. */
async function peakAndEstimate(checkpoint: Checkpointing) {
  const program = fileURLToPath(new URL('fixtures/train-in-memory.ts', import.meta.url));
  const words = [program, 'b0', '128', '8', checkpoint];
  const told = execFileSync(process.execPath, words, { encoding: 'utf8' });
  const { peakMebibytes } = JSON.parse(told) as { peakMebibytes: number };
  const plan = arcFacePlan('b0', 128, 8, checkpoint);
  const step = buildTrainStep({ ...plan, profile: await cpuProfile() });
  return { peak: peakMebibytes, estimate: bytesOfTraining(step) / mebibyte };
}

describe('the memory of a training process', () => {
  it('stays under its ceiling, near what was told before, and falls with checkpoints', async () => {
    const [plain, twice] = [await peakAndEstimate('none'), await peakAndEstimate('blocks')];
    expect(plain.peak).toBeLessThan(800);
    expect(twice.peak).toBeLessThan(0.9 * plain.peak);
    for (const { peak, estimate } of [plain, twice])
      expect(Math.abs(estimate / peak - 1)).toBeLessThan(0.15);
  }, 60_000);
});
