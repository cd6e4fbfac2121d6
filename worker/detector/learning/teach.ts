/** The course of one detector's training, from its set of photos to its best network. */
import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { stepsPerEpoch } from '#catalog/training/detector-recipe.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { fillUniform, streamOf } from '#models/random/counter-random.ts';
import type { DetectorTraining } from '#models/nets/detectors/detector-network.ts';
import { detectors } from '#models/nets/registry.ts';
import type { Device } from '#terms/training/devices.ts';
import { memoryNeed } from '#models/session/memory-need.ts';
import { buildTrainStep } from '#models/session/train-step.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import type { NetworkVectors } from '#models/weights/load-weights.ts';
import type { JobSpec } from '#terms/jobs/index.ts';
import { JobError, type JobContext } from '../../job-context.ts';
import { checkpointToResume, runCourse, type CourseEnd } from '../../training/training-loop.ts';
import { aloneFrom, detectorRates, trainingOf } from './course.ts';
import { detectorModel } from '../detector-files.ts';
import type { LearnedSet } from '../set/learned-set.ts';
import { OpenDetector } from '../looking/open-detector.ts';
import type { PictureFolders } from '../set/photo-pixels.ts';
import { labelsOf, memoryForPhotos, trainingFiles } from '../set/prepare-training.ts';
import { RunningJudge, validateEvery } from '../judging/running-judge.ts';
import { startValues, type DetectorStartFile } from './start.ts';
import { TrainingBatches } from './training-batches.ts';

export interface Lesson {
  spec: JobSpec<'train-detector'>;
  set: LearnedSet;
  start: DetectorStartFile | null;
  folders: PictureFolders;
}

export interface Taught extends CourseEnd {
  /** Where it computed, and will be judged. */
  device: Device;
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
}

export const tileEdgeOf = ({ spec, set }: Pick<Lesson, 'spec' | 'set'>): number | null =>
  spec.recipe.tiles ? set.edge : null;

/** What a network is after training: the average of its parameters where one was kept. */
export const networkOf = ({ parameters, average, statistics }: StateVectors): NetworkVectors => ({
  parameters: average ?? parameters,
  statistics,
});

/** Threads that draw, beside the one that plans: with few cores the step has the better use for them. */
const drawers = () => Math.max(0, Math.min(6, availableParallelism() - 3));

export async function teach(
  lesson: Lesson,
  context: JobContext<'train-detector'>,
): Promise<Taught> {
  const { spec, set, folders } = lesson;
  const { recipe } = spec;
  const { size, input, batch, seed, epochs } = recipe;
  const names = set.classes.map(({ name }) => name);
  const training = trainingOf(recipe, names.length, set.anchors);
  const { plan, batchOf } = detectors[training.size].plan(training);
  const checkpointBase = join(context.place.catalogueFolder, spec.folder, 'training');
  const resumed = await checkpointToResume(checkpointBase);
  const vectors = resumed ? undefined : await beginning(lesson, training, names, context);
  if (resumed) context.log('info', `Goes on after step ${resumed.step}.`);

  const photos = trainingFiles(set);
  const perEpoch = stepsPerEpoch(photos.length, batch);
  const totalSteps = epochs * perEpoch;
  const looks = { input, tileEdge: tileEdgeOf(lesson) };
  const judge = await RunningJudge.read(set.validation, labelsOf(set.classes), folders, looks, {
    signal: context.signal,
    progress: (done, total) => context.progress('reading', done, total),
  });
  context.progress('building', 0, null);
  // Any picture does to measure devices with.
  const noise = new Float32Array(batch * 3 * input * input);
  fillUniform(noise, streamOf(seed, 'sample'), 0.5, 0.5);
  const sample = batchOf(
    noise,
    Array.from({ length: batch }, () => []),
  );
  await using session = await TrainingSession.open(plan, {
    device: recipe.device,
    seed,
    sample,
    ...(resumed ? { resume: resumed } : { start: vectors }),
  });
  context.log('info', `Trains on ${session.device}: ${totalSteps} steps of ${batch} pictures.`);
  await using batches = new TrainingBatches({
    photos,
    folders,
    edge: set.edge,
    memory: memoryForPhotos(),
    input,
    batch,
    seed,
    tiles: recipe.tiles,
    aloneFrom: aloneFrom(totalSteps),
    drawers: drawers(),
    totalSteps,
    batchOf: ({ pictures, boxes }) => batchOf(pictures, boxes),
    unreadable: ({ path }, reason) =>
      context.log('warning', `${path}: ${reason}. Training goes on without it.`),
  });
  const begin = performance.now();
  const end = await runCourse(
    {
      session,
      totalSteps,
      stepsPerEpoch: perEpoch,
      batches,
      rates: detectorRates(recipe.learningRate, totalSteps, perEpoch),
      validate: async (state) => {
        const model = detectorModel({
          size,
          classes: names,
          anchors: set.anchors,
          vectors: networkOf(state),
          input: { width: input, height: input },
        });
        await using detector = await OpenDetector.open({
          model,
          classes: names,
          device: session.device,
        });
        return await judge.judge(detector);
      },
      validateEvery: validateEvery(judge.passes, perEpoch * batch, epochs),
      ...(recipe.patience === null ? {} : { patience: recipe.patience }),
      checkpointBase,
      identity: {
        network: { size, classes: names },
        optimizer: { ...plan.optimizer },
        recipe,
      },
    },
    {
      signal: context.signal,
      progress: (step, total) => context.progress('training', step, total),
      points: (points) => context.batch({ points }),
    },
    resumed,
  );
  const waiting = batches.waitedMs / Math.max(1, performance.now() - begin);
  return { ...end, device: session.device, waiting };
}

/** Start values of a training that begins, if the machine can hold it. */
async function beginning(
  { start, spec }: Lesson,
  training: DetectorTraining,
  classes: readonly string[],
  context: JobContext<'train-detector'>,
): Promise<StateVectors> {
  const build = (batch: number) =>
    buildTrainStep({
      ...detectors[training.size].plan({ ...training, batch }).plan,
      profile: standardProfile,
    });
  const step = build(training.batch);
  const available = freemem();
  const need = memoryNeed(
    (batch) => (batch === training.batch ? step : build(batch)),
    training.batch,
    available,
  );
  if (need.bytes > available) throw new JobError('bad-input', `${need.sentence} Train with that.`);
  context.log('info', need.sentence);
  if (spec.recipe.from === 'starter' && start === null)
    context.log(
      'warning',
      `The app's own weights are of another size than ${training.size}, so it starts from random numbers and needs many more photos.`,
    );
  const { vectors, words } = await startValues(start, { size: training.size, classes }, step.start);
  context.log('info', words);
  return vectors;
}
