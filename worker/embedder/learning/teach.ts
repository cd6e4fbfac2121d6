/** The course of an embedder's training, stage by stage, from its last checkpoint if there is one. */
import { imageNet } from '#terms/embedder/normalisations.ts';
import { averagePrecisionAt5, chooseThreshold, rankInList } from '#catalog/matching/open-set.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { trainingStages, type TrainingStage } from '#catalog/training/embedder-stages.ts';
import { judgeQueries, type JudgedQuery } from '#catalog/training/judge-identities.ts';
import { embedderExport, type TrainedEmbedder } from '#models/nets/embedder-export.ts';
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { averageDecayAt, learningRateAt } from '#models/optim/schedule.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import type { Checkpoint, Json, StateVectors } from '#models/weights/checkpoint.ts';
import type { StateLayout } from '#models/weights/state-layout.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import {
  checkpointToResume,
  lastCheckpoint,
  runCourse,
  type CourseEnd,
  type CourseListener,
  type Validation,
} from '../../training/training-loop.ts';
import { embedSet } from '../looking/embed-set.ts';
import { LearningBatches } from './learning-batches.ts';
import { planOf, startVectorsOf, type StartFile } from './network.ts';
import { OneNetwork } from '../looking/open-embedder.ts';
import { stepsPerEpoch } from './sampling.ts';
import { speciesOf } from '../set/species.ts';
import { validationSample } from './validation-sample.ts';
import { ViewThreads } from '../looking/view-threads.ts';

/** Validations of a run at most: each embeds the gallery, which of a small set takes as long as a third of an epoch. */
const VALIDATIONS = 20;
/** The average of the parameters reaches back over this share of all steps, at most over so many. */
const average = { share: 0.04, steps: 500 };
/** Share of all steps in which the learning rate climbs. */
const warmup = 0.05;

export interface Lesson {
  set: EmbedderSet;
  /** Kept crops by box. */
  files: ReadonlyMap<number, string>;
  recipe: EmbedderRecipe;
  network: EmbedderNetwork;
  start: StartFile | null;
  /** Of the checkpoints, without ending. */
  checkpointBase: string;
}

export interface Taught extends CourseEnd {
  trained: TrainedEmbedder;
  device: TrainingSession['device'];
  /** Share of the time in which steps waited for pictures, 0–1. */
  waiting: number;
}

/** Trains to the end; cut off anywhere and called again, it goes on to the same end. */
export async function teach(
  lesson: Lesson,
  listener: CourseListener,
  log: (line: string) => void,
): Promise<Taught> {
  const { set, recipe, checkpointBase } = lesson;
  const perEpoch = stepsPerEpoch(set.learned.length, recipe.batch);
  const totalSteps = perEpoch * recipe.epochs;
  const stages = trainingStages(recipe, totalSteps);
  const begin = performance.now();
  let waited = 0;
  let taught: Omit<Taught, 'waiting'> | undefined;
  for (const stage of stages) {
    const resumed = await checkpointToResume(checkpointBase);
    if ((resumed?.step ?? 0) >= stage.until && stage !== stages.at(-1)) continue;
    const own = await teachStage(lesson, stage, { perEpoch, totalSteps }, listener, resumed, log);
    waited += own.waited;
    taught = own;
  }
  if (taught === undefined) throw new Error('A training without a stage.');
  return { ...taught, waiting: waited / Math.max(1, performance.now() - begin) };
}

async function teachStage(
  { set, files, recipe, network, start, checkpointBase }: Lesson,
  stage: TrainingStage,
  { perEpoch, totalSteps }: { perEpoch: number; totalSteps: number },
  listener: CourseListener,
  resumed: Checkpoint | undefined,
  log: (line: string) => void,
): Promise<Omit<Taught, 'waiting'> & { waited: number }> {
  const species = speciesOf(set.learned);
  const made = planOf(recipe, network, set.classSizes, species.names.length, stage);
  await using rendering = new ViewThreads({ input: recipe.input, ...imageNet });
  const batches = new LearningBatches({
    learned: set.learned,
    files,
    recipe,
    threads: rendering,
    until: stage.until,
    batchOf: (pictures, learned, bends) =>
      made.batchOf(
        pictures,
        learned.map(({ label }, at) => label + set.classSizes.length * (bends[at] ?? 0)),
        recipe.speciesHead && species.names.length > 1
          ? learned.map(({ box }) => species.numberOf(box))
          : undefined,
      ),
  });
  const begun = resumed ? undefined : await startVectorsOf(made, network, start);
  for (const line of begun?.report ?? []) log(line);
  await using session = await TrainingSession.open(made.plan, {
    device: recipe.device,
    seed: recipe.seed,
    ...(resumed ? { resume: { ...resumed, path: lastCheckpoint(checkpointBase) } } : {}),
    ...(begun?.vectors ? { start: begun.vectors } : {}),
    ...(recipe.device === 'auto' ? { sample: await batches.take(resumed?.step ?? 0) } : {}),
  });
  const trainedOf = (layout: StateLayout, vectors: StateVectors): TrainedEmbedder => ({
    network,
    input: recipe.input,
    layout,
    vectors: {
      parameters: vectors.average ?? vectors.parameters,
      statistics: vectors.statistics,
    },
  });
  const sample = validationSample(set);
  const validate = async (vectors: StateVectors): Promise<Validation> => {
    const model = inferenceModel(embedderExport(trainedOf(session.layout, vectors)));
    await using inference = await Inference.open(model, { device: session.device });
    const { signal } = listener;
    const embedder = new OneNetwork(inference, rendering, recipe.input);
    const own = await embedSet(embedder, sample, files, recipe, { signal });
    return validationOf(judgeQueries(sample, own, recipe.sides), recipe.newShare);
  };
  const reach = Math.max(2, Math.min(average.steps, Math.round(totalSteps * average.share)));
  const schedule = {
    curve: 'cosine' as const,
    peak: recipe.learningRate,
    floor: 0.01,
    warmupSteps: Math.max(1, Math.round(totalSteps * warmup)),
    totalSteps,
  };
  const end = await runCourse(
    {
      session,
      totalSteps: stage.until,
      stepsPerEpoch: perEpoch,
      batches,
      rates: (step) => ({
        learningRate: learningRateAt(schedule, step),
        averageDecay: averageDecayAt(step, 1 - 1 / reach, reach),
      }),
      validate,
      validateEvery: Math.max(1, Math.round(recipe.epochs / VALIDATIONS)),
      // What is learned without a margin is not the end of it.
      ...(recipe.patience === null || stage.until < totalSteps
        ? {}
        : { patience: recipe.patience }),
      checkpointBase,
      identity: {
        network: { ...network },
        optimizer: made.plan.optimizer as unknown as Json,
        recipe,
      },
    },
    { ...listener, progress: (step) => listener.progress(step, totalSteps) },
    resumed,
  );
  return {
    ...end,
    trained: trainedOf(session.layout, end.vectors),
    device: session.device,
    waited: batches.waited,
  };
}

/** The figures of the curves: MAP@5 with new animals, and the share of known ones found first. */
function validationOf(judged: readonly JudgedQuery[], newShare: number): Validation {
  const { threshold } = chooseThreshold(judged, newShare);
  const known = judged.filter((query) => query.known);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const map5 = mean(judged.map((one) => averagePrecisionAt5(rankInList(one, threshold))));
  const top1 = mean(known.map(({ rank }) => Number(rank === 1)));
  return { figures: { 'MAP@5': map5, 'top-1': top1 }, score: map5 };
}
