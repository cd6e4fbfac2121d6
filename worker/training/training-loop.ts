/**
 * The course of a training, whatever is trained: steps, curves, validation, checkpoints; it can be
 * stopped at any moment and goes on from its last checkpoint.
 */
import { existsSync } from 'node:fs';
import type { Batch, Rates, TrainingSession } from '#models/session/training-session.ts';
import {
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type Json,
  type StateVectors,
} from '#models/weights/checkpoint.ts';
import { checkpointEndings } from '#terms/files/version-files.ts';
import type { TrainingPoint } from '#terms/models/versions.ts';
import { throwIfCancelled } from '../job-context.ts';

/** What a validation found. */
export interface Validation {
  figures: Record<string, number>;
  /** The one figure that the best network is chosen by; higher is better. */
  score: number;
  /**
   * Standard error of the score. Where it is given, the last network is taken unless an earlier one was better
   * by more: the highest of many scores over few cases is luck, and the last steps are the finest.
   */
  error?: number;
}

/** Where batches come from; they may be made ahead. */
export interface BatchSource {
  take(step: number): Promise<Batch>;
}

export interface TrainingCourse {
  session: TrainingSession;
  totalSteps: number;
  stepsPerEpoch: number;
  batches: BatchSource;
  rates: (step: number) => Rates;
  /** Judges the network as it stands after an epoch, 1 for the first. */
  validate: (vectors: StateVectors, epoch: number) => Promise<Validation>;
  /** Epochs between validations; the last epoch is always judged. Default 1. */
  validateEvery?: number;
  /** Stops after this many validations without a better one. */
  patience?: number;
  /** Step from which validations count for patience: what is asked of the network still grows until then. Default 0. */
  patientFrom?: number;
  /**
   * Which network is the outcome. `last`: the one at the end of the schedule, whatever validations said before:
   * the highest of many scores on the same queries says more than is so. Default `best`.
   */
  keep?: 'best' | 'last';
  /** Files without ending; `.last.safetensors` and `.best.safetensors` are written. */
  checkpointBase: string;
  /** What a checkpoint keeps beside the vectors. */
  identity: Pick<Checkpoint, 'network' | 'optimizer' | 'recipe'>;
}

/** How the course speaks to whoever runs it. */
export interface CourseListener {
  signal: AbortSignal;
  progress: (step: number, total: number) => void;
  points: (points: TrainingPoint[]) => Promise<void>;
  /** A checkpoint is on disk. */
  saved?: (step: number) => void;
}

export interface CourseEnd {
  steps: number;
  epochs: number;
  stoppedEarly: boolean;
  best: { epoch: number; validation: Validation };
  /** Of the best network. */
  vectors: StateVectors;
}

/** What the course remembers of itself in a checkpoint. */
interface Memory {
  best: { epoch: number; validation: Validation } | null;
  worseFor: number;
  /** Step after which it was judged last: a run cut while judging judges when it goes on. */
  judgedAt: number;
  /** Losses since the last point, so that a curve does not depend on where the run was cut. */
  sums: Record<string, number>;
  counted: number;
}

const pointsPerEpoch = 10;
const checkpointEveryMs = 60_000;

export const lastCheckpoint = (base: string) => `${base}${checkpointEndings.last}`;
const bestCheckpoint = (base: string) => `${base}${checkpointEndings.best}`;

/** The checkpoint to go on from, or nothing where there is none. */
export async function checkpointToResume(base: string): Promise<Checkpoint | undefined> {
  const path = lastCheckpoint(base);
  return existsSync(path) ? readCheckpoint(path) : undefined;
}

/**
 * Trains to the end, or until patience is out.
 * @param resumed the checkpoint that the session was opened from
 * @throws CancelledError after writing a checkpoint; TrainingDiverged with the last good one on disk
 */
export async function runCourse(
  course: TrainingCourse,
  listener: CourseListener,
  resumed?: Checkpoint,
): Promise<CourseEnd> {
  const { session, totalSteps, stepsPerEpoch, batches, patience } = course;
  const { validateEvery = 1, patientFrom = 0 } = course;
  const memory: Memory = (resumed?.random as unknown as Memory | undefined) ?? {
    best: null,
    worseFor: 0,
    judgedAt: 0,
    sums: {},
    counted: 0,
  };
  const last = lastCheckpoint(course.checkpointBase);
  let savedAt = performance.now();
  let savedStep = session.steps;
  let stoppedEarly = false;
  const save = async (path: string, vectors: StateVectors) => {
    await writeCheckpoint(path, {
      ...course.identity,
      random: memory as unknown as Json,
      step: session.steps,
      layout: session.layout,
      vectors,
    });
    savedAt = performance.now();
    if (path === last) {
      savedStep = session.steps;
      listener.saved?.(savedStep);
    }
  };
  const every = Math.max(1, Math.round(stepsPerEpoch / pointsPerEpoch));
  const epochEnds = (step: number) =>
    step > 0 && (step % stepsPerEpoch === 0 || step === totalSteps);
  const epochOf = (step: number) => Math.ceil(step / stepsPerEpoch);
  const isDue = (step: number) =>
    memory.judgedAt !== step &&
    epochEnds(step) &&
    (epochOf(step) % validateEvery === 0 || step === totalSteps);
  const judge = async (step: number) => {
    // Brought down from the device once, for the judgement and for both files.
    const vectors = await session.vectors();
    const epoch = epochOf(step);
    const validation = await course.validate(vectors, epoch);
    await listener.points([{ step, series: validationSeries(validation) }]);
    memory.judgedAt = step;
    const highest = memory.best?.validation.score ?? -Infinity;
    const better = validation.score > highest || memory.best === null;
    memory.worseFor = better || step <= patientFrom ? 0 : memory.worseFor + 1;
    stoppedEarly = patience !== undefined && memory.worseFor >= patience && step < totalSteps;
    const isLast = stoppedEarly || step >= totalSteps;
    const isKept =
      course.keep === 'last'
        ? isLast
        : better || (isLast && validation.score + (validation.error ?? -Infinity) >= highest);
    if (isKept) {
      memory.best = { epoch, validation };
      await save(bestCheckpoint(course.checkpointBase), vectors);
    }
    await save(last, vectors);
  };
  const learn = async () => {
    const at = session.steps;
    const rates = course.rates(at);
    const outcome = await session.step(await batches.take(at), rates);
    add(memory, { loss: outcome.loss, 'gradient norm': outcome.gradientNorm });
    for (const [name, values] of Object.entries(outcome.watched))
      if (values.length === 1) add(memory, { [name]: values[0] ?? NaN });
    memory.counted += 1;
    const { step } = outcome;
    if (step % every === 0 || epochEnds(step))
      await listener.points([{ step, series: meansOf(memory, rates.learningRate) }]);
    listener.progress(step, totalSteps);
    if (!isDue(step) && performance.now() - savedAt > checkpointEveryMs)
      await save(last, await session.vectors());
  };
  listener.progress(session.steps, totalSteps);
  try {
    for (;;) {
      throwIfCancelled(listener.signal);
      if (isDue(session.steps)) await judge(session.steps);
      if (stoppedEarly || session.steps >= totalSteps) break;
      await learn();
    }
  } catch (error) {
    if (session.steps > savedStep) await save(last, await session.vectors());
    throw error;
  }
  if (memory.best === null) throw new Error('A training ended without one validation.');
  const { vectors } = await readCheckpoint(bestCheckpoint(course.checkpointBase));
  const epochs = Math.ceil(session.steps / stepsPerEpoch);
  return { steps: session.steps, epochs, stoppedEarly, best: memory.best, vectors };
}

function add({ sums }: Memory, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + value;
}

/** Means since the last point; counting starts anew. */
function meansOf(memory: Memory, learningRate: number): Record<string, number> {
  const { sums, counted } = memory;
  const means = Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, sum / Math.max(1, counted)]),
  );
  memory.sums = {};
  memory.counted = 0;
  return { ...means, 'learning rate': learningRate };
}

const validationSeries = ({ figures }: Validation): Record<string, number> =>
  Object.fromEntries(
    Object.entries(figures)
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => [`validation ${name}`, value]),
  );
