import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { embedderLoss } from '../nets/bare-embedder.ts';
import { readCheckpoint, writeCheckpoint } from '../weights/checkpoint.ts';
import { possibleDevices } from './device.ts';
import { smallBatch, smallPlan } from './fixtures/small-plan.ts';
import { memoryNeed } from './memory-need.ts';
import { swiftShaderEnvironment } from './fixtures/swiftshader.ts';
import { TrainingDiverged } from './training-errors.ts';
import { TrainingSession } from './training-session.ts';
import { buildTrainStep } from './train-step.ts';

const rates = { learningRate: 0.05, averageDecay: 0.9 };
const folder = await mkdtemp(join(tmpdir(), 'resight-session-'));
afterAll(() => rm(folder, { recursive: true }));

async function stepsOf(session: TrainingSession, from: number, to: number): Promise<number[]> {
  const losses: number[] = [];
  for (let step = from; step < to; step++)
    losses.push((await session.step(smallBatch(4, step), rates)).loss);
  return losses;
}

describe('a training session', () => {
  it('learns: the loss on one batch falls to a third in forty steps', async () => {
    await using session = await TrainingSession.open(
      {
        ...smallPlan(8),
        optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0 },
      },
      { device: 'cpu' },
    );
    const batch = smallBatch(8, 0);
    const losses: number[] = [];
    for (let step = 0; step < 120; step++)
      losses.push((await session.step(batch, { learningRate: 0.03 })).loss);
    const last = losses.slice(-20).reduce((a, b) => a + b) / 20;
    expect(last).toBeLessThan((losses[0] ?? 0) / 3);
  });

  it('goes on from its checkpoint to the bit, dropout and average included', async () => {
    await using whole = await TrainingSession.open(smallPlan(4), { device: 'cpu', seed: 9 });
    const losses = await stepsOf(whole, 0, 6);
    const path = join(folder, 'half.safetensors');
    {
      await using half = await TrainingSession.open(smallPlan(4), { device: 'cpu', seed: 9 });
      await stepsOf(half, 0, 3);
      const { layout, steps: step } = half;
      const told = { network: 'small', optimizer: 'sgd', random: 9, recipe: null };
      await writeCheckpoint(path, { ...told, step, layout, vectors: await half.vectors() });
    }
    const resume = { ...(await readCheckpoint(path)), path };
    await using second = await TrainingSession.open(smallPlan(4), {
      device: 'cpu',
      seed: 9,
      resume,
    });
    expect(second.steps).toBe(3);
    expect(await stepsOf(second, 3, 6)).toEqual(losses.slice(3));
    expect(await second.vectors()).toEqual(await whole.vectors());
  });

  it("refuses another network's checkpoint by name of the tensor that differs", async () => {
    await using session = await TrainingSession.open(smallPlan(4), { device: 'cpu' });
    const other = { parameters: [{ name: 'w', shape: [2], offset: 0 }], statistics: [] };
    const vectors = await session.vectors();
    const resume = { step: 1, layout: other, vectors, path: 'other.safetensors' };
    await expect(TrainingSession.open(smallPlan(4), { device: 'cpu', resume })).rejects.toThrow(
      /other\.safetensors.*another network.*w \[2\]/,
    );
  });

  it('stops at a loss that is no number, with the state before it unharmed', async () => {
    await using session = await TrainingSession.open(smallPlan(4), { device: 'cpu' });
    await stepsOf(session, 0, 2);
    const before = await session.vectors();
    const broken = smallBatch(4, 2);
    broken['pictures']?.values.fill(NaN, 0, 3);
    const step = session.step(broken, rates);
    await expect(step).rejects.toThrow(TrainingDiverged);
    await expect(step).rejects.toThrow('stopped at step 3');
    expect(session.steps).toBe(2);
    expect(await session.vectors()).toEqual(before);
    expect(await stepsOf(session, 2, 3)).toHaveLength(1);
  });

  it('with the device "auto" measures every device there is, and wants a batch to do so', async () => {
    const sample = smallBatch(4, 0);
    await using session = await TrainingSession.open(smallPlan(4), { device: 'auto', sample });
    expect(possibleDevices()).toContain(session.device);
    // The steps that measured are not steps of the training.
    expect(session.steps).toBe(0);
    await using same = await TrainingSession.open(smallPlan(4), { device: session.device });
    expect(await stepsOf(session, 0, 2)).toEqual(await stepsOf(same, 0, 2));
    if (possibleDevices().length > 1)
      await expect(TrainingSession.open(smallPlan(4), { device: 'auto' })).rejects.toThrow(
        'give a sample batch',
      );
  });

  it('tells what the plan watches', async () => {
    await using session = await TrainingSession.open(smallPlan(4), { device: 'cpu' });
    const { watched, step, gradientNorm } = await session.step(smallBatch(4, 0), rates);
    expect(watched['logits']).toHaveLength(16);
    expect(step).toBe(1);
    expect(gradientNorm).toBeGreaterThan(0);
  });
});

describe('the memory that a training needs', () => {
  const build = (batch: number) =>
    buildTrainStep({
      profile: standardProfile,
      optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0 },
      start: { seed: 1 },
      loss: (layers) =>
        embedderLoss(
          layers,
          { backbone: 'b0', variant: 'torchvision', dimensions: 64 },
          { batch, size: 128, classes: 10, margin: 0.3, scale: 30 },
        ),
    });

  it('is told before it starts, with the batch that would fit', () => {
    const plenty = memoryNeed(build, 8, 2 ** 34);
    expect(plenty.fittingBatch).toBe(8);
    const tight = memoryNeed(build, 8, plenty.bytes - 120 * 2 ** 20);
    expect(tight.fittingBatch).toBeGreaterThan(0);
    expect(tight.fittingBatch).toBeLessThan(8);
    expect(tight.sentence).toMatch(
      /needs about \d\.\d GB and \d\.\d GB are free; batch \d would need/,
    );
    expect(memoryNeed(build, 8, 2 ** 20).sentence).toContain('no batch would fit');
    const single = memoryNeed(build, 1, 2 ** 20);
    expect(single.fittingBatch).toBe(0);
    expect(single.sentence).toContain('even with one picture at a time');
    expect(single.sentence).toContain('Choose a smaller network or picture size.');
  });

  it('grows with the batch and names the largest tensor', () => {
    const [small, large] = [build(8).memory, build(16).memory];
    expect(large.peak).toBeGreaterThan(1.3 * small.peak);
    const widest = 16 * 96 * 64 * 64 * 4;
    expect(large.largest.bytes / widest).toBeGreaterThanOrEqual(1);
    expect(large.largest.bytes / widest).toBeLessThan(1.1);
  });
});

const software = swiftShaderEnvironment();
/** What a program of the fixtures writes; the driver is chosen when a process starts. */
function onSoftware(program: string): string {
  const path = new URL(`fixtures/${program}`, import.meta.url).pathname;
  const env = { ...process.env, ...software };
  const child = spawnSync(process.execPath, [path], { env, encoding: 'utf8', timeout: 120_000 });
  expect({ status: child.status, said: child.stderr }).toMatchObject({ status: 0 });
  return child.stdout;
}

describe.skipIf(software === undefined)(
  'training on WebGPU in software (skipped where no Chromium brings SwiftShader)',
  () => {
    it('keeps its state on the device, no node on the CPU, and ends where the CPU ends', () => {
      type End = { losses: number[]; parameters: number[]; average: number[] };
      const told = JSON.parse(onSoftware('webgpu-training.ts')) as { webgpu: End; cpu: End };
      for (const name of ['losses', 'parameters', 'average'] as const)
        for (const [at, value] of told.cpu[name].entries())
          expect(told.webgpu[name][at]).toBeCloseTo(value, 4);
    }, 130_000);

    it('of a batch beyond the device says what is too large and how to go on', () => {
      const { said } = JSON.parse(onSoftware('webgpu-too-large.ts')) as { said: string };
      expect(said).toMatch(/^DeviceError: .*\[1024, 327680\] needs 1\.3 GB at once/);
      expect(said).toContain('Choose a smaller batch or picture, or the device "cpu"');
    }, 130_000);
  },
);
