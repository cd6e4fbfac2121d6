import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallBatch, smallPlan } from '#models/session/fixtures/small-plan.ts';
import { TrainingDiverged } from '#models/session/training-errors.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import { CancelledError } from '../job-context.ts';
import type { TrainingPoint } from '#terms/models/versions.ts';
import {
  checkpointToResume,
  runCourse,
  type CourseEnd,
  type CourseListener,
  type TrainingCourse,
} from './training-loop.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-course-'));
afterAll(() => rm(folder, { recursive: true }));

/** A course of 4 epochs of 5 steps; what it says is kept. */
async function walk(
  name: string,
  change: Partial<TrainingCourse> = {},
  onPoint: (point: TrainingPoint, stop: () => void) => void = () => {},
) {
  const checkpointBase = join(folder, name);
  const resumed = await checkpointToResume(checkpointBase);
  await using session = await TrainingSession.open(smallPlan(4), {
    device: 'cpu',
    seed: 9,
    ...(resumed ? { resume: resumed } : {}),
  });
  const abort = new AbortController();
  const points: TrainingPoint[] = [];
  const saved: number[] = [];
  const listener: CourseListener = {
    signal: abort.signal,
    progress: () => {},
    points: async (some) => {
      for (const point of some) {
        points.push(point);
        onPoint(point, () => abort.abort());
      }
      await Promise.resolve();
    },
    saved: (step) => saved.push(step),
  };
  const course: TrainingCourse = {
    session,
    totalSteps: 20,
    stepsPerEpoch: 5,
    batches: { take: (step) => Promise.resolve(smallBatch(4, step)) },
    rates: () => ({ learningRate: 0.02, averageDecay: 0.9 }),
    validate: ({ parameters }, epoch) =>
      Promise.resolve({
        figures: { length: Math.hypot(...parameters) },
        score: epoch === 2 ? 2 : 1 / epoch,
      }),
    checkpointBase,
    identity: { network: 'small', optimizer: 'sgd', recipe: null },
    ...change,
  };
  const [outcome] = await Promise.allSettled([runCourse(course, listener, resumed)]);
  return { points, saved, run: async () => endOf(outcome) };
}

async function endOf(outcome: PromiseSettledResult<CourseEnd>): Promise<CourseEnd> {
  if (outcome.status === 'rejected') throw outcome.reason as Error;
  return Promise.resolve(outcome.value);
}

describe('the course of a training', () => {
  it('ends with the network of its best validation and tells curves by epoch', async () => {
    const { run, points, saved } = await walk('whole');
    const end = await run();
    expect(end).toMatchObject({ steps: 20, epochs: 4, stoppedEarly: false, best: { epoch: 2 } });
    expect(Math.hypot(...end.vectors.parameters)).toBeCloseTo(
      end.best.validation.figures['length'] ?? NaN,
    );
    const losses = points.filter(({ series }) => 'loss' in series);
    expect(losses).toHaveLength(20);
    expect(points.filter(({ series }) => 'validation length' in series).map((p) => p.step)).toEqual(
      [5, 10, 15, 20],
    );
    expect(saved).toEqual([5, 10, 15, 20]);
  });

  it('goes on after it was stopped as if it had not been: same end, to the bit', async () => {
    const { run: whole } = await walk('uncut');
    const stopAt = await walk('cut', {}, ({ step }, stop) => {
      if (step === 8) stop();
    });
    await expect(stopAt.run()).rejects.toThrow(CancelledError);
    expect(stopAt.saved).toEqual([5, 8]);
    const { run: rest, points } = await walk('cut');
    expect((await rest()).vectors).toEqual((await whole()).vectors);
    expect(points[0]?.step).toBe(9);
  });

  it('ends with its last network where an earlier one was better by less than chance', async () => {
    const scored = (best: number) => ({
      validate: (_: unknown, epoch: number) =>
        Promise.resolve({ figures: {}, score: epoch === 2 ? best : 0.5, error: 0.1 }),
    });
    const { run: lucky } = await walk('lucky', scored(0.55));
    expect(await lucky()).toMatchObject({ best: { epoch: 4 } });
    const { run: surely } = await walk('surely', scored(0.65));
    expect(await surely()).toMatchObject({ best: { epoch: 2 } });
    const { run: stopped } = await walk('stopped', { ...scored(0.55), patience: 1 });
    expect(await stopped()).toMatchObject({ stoppedEarly: true, steps: 15, best: { epoch: 3 } });
  });

  it('stops when validations no longer get better', async () => {
    const { run } = await walk('patient', { patience: 1 });
    expect(await run()).toMatchObject({ stoppedEarly: true, steps: 15, best: { epoch: 2 } });
  });

  it('has patience while what is asked of the network still grows', async () => {
    const { run } = await walk('growing', { patience: 1, patientFrom: 16 });
    expect((await run()).steps).toBeGreaterThan(15);
  });

  it('leaves the last good checkpoint when the loss is no number', async () => {
    const { run, saved } = await walk('diverging', {
      batches: {
        take: (step) => {
          const batch = smallBatch(4, step);
          if (step === 7) batch['pictures']?.values.fill(NaN);
          return Promise.resolve(batch);
        },
      },
    });
    await expect(run()).rejects.toThrow(TrainingDiverged);
    expect(saved).toEqual([5, 7]);
    const kept = await checkpointToResume(join(folder, 'diverging'));
    expect(kept?.step).toBe(7);
    expect(kept?.vectors.parameters.every(Number.isFinite)).toBe(true);
  });
});
