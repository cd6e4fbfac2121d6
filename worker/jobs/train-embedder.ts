import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pseudoLabelsOf } from '#catalog/queries/pseudo-labels.ts';
import {
  embedderObstacles,
  embedderSet,
  splitFor,
  splitHash,
  withPseudoLabels,
  type EmbedderSet,
  type EmbedderSplit,
} from '#catalog/training/embedder-set.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { averagePrecisionAt5, chooseThreshold, rankInList } from '#catalog/matching/open-set.ts';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import type { EmbedderNetwork } from '#models/nets/embedder-network.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { learningRateAt } from '#models/optim/schedule.ts';
import {
  exportNetwork,
  imageNetNormalisation,
  inferenceModel,
} from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import type { Json, StateVectors } from '#models/weights/checkpoint.ts';
import type { StateLayout } from '#models/weights/state-layout.ts';
import { embedSet } from '../embedder/embed-set.ts';
import { evaluateSet } from '../embedder/evaluation.ts';
import { LearningBatches } from '../embedder/learning-batches.ts';
import {
  cropSet,
  nameOfModel,
  readBoxes,
  readWith,
  type CroppedSet,
} from '../embedder/learning-set.ts';
import { networkOf, planOf, startFileOf, startVectorsOf } from '../embedder/network.ts';
import { stepsPerEpoch } from '../embedder/sampling.ts';
import { speciesOf } from '../embedder/species.ts';
import { writeReport } from '../embedder/report-files.ts';
import { readSplit, writeSplit } from '../embedder/split-file.ts';
import { ViewThreads } from '../embedder/view-threads.ts';
import type {
  EmbedderDataSeen,
  TrainEmbedderResult,
  TrainEmbedderSpec,
} from '../embedder-kinds.ts';
import { JobError, type JobContext } from '../job-context.ts';
import {
  bestCheckpoint,
  checkpointToResume,
  lastCheckpoint,
  runCourse,
  type Validation,
} from '../training/training-loop.ts';

type Context = JobContext<'train-embedder'>;

/** Validations of a run at most: each embeds the whole gallery, which takes as long as a third of an epoch. */
const VALIDATIONS = 20;

/** Trains an embedder: split, crops, course, then its files and its report. */
export async function trainEmbedder(
  { modelId, folder, recipe, parentWeights }: TrainEmbedderSpec,
  context: Context,
): Promise<TrainEmbedderResult> {
  const { catalogueFolder } = context.place;
  const ownFolder = join(catalogueFolder, folder);
  await mkdir(ownFolder, { recursive: true });
  const boxes = readBoxes(context.place);
  const split = await splitOf(ownFolder, boxes, recipe, context);
  const { set, files, skipped } = await cropsOf(
    embedderSet(boxes, split, recipe.sides),
    recipe,
    context,
  );
  const obstacles = embedderObstacles(boxes, recipe, set);
  if (obstacles.length > 0) throw new JobError('bad-input', obstacles.join(' '));
  const dataSeen = seenBy(set);
  await context.batch({ points: [], dataSeen });

  const start = await startFileOf(
    recipe,
    parentWeights === null ? null : join(catalogueFolder, parentWeights),
  );
  const network = await networkOf(recipe, start);
  const species = speciesOf(set.learned);
  const made = planOf(recipe, network, set.classSizes, species.names.length);
  const checkpointBase = join(ownFolder, 'training');
  const resumed = await checkpointToResume(checkpointBase);
  const size = { input: recipe.input, ...imageNetNormalisation };
  await using threads = new ViewThreads(size);
  const perEpoch = stepsPerEpoch(set.learned.length, recipe.batch);
  const totalSteps = perEpoch * recipe.epochs;
  const batches = new LearningBatches({
    learned: set.learned,
    files,
    recipe,
    threads,
    totalSteps,
    batchOf: (pictures, learned) =>
      made.batchOf(
        pictures,
        learned.map(({ label }) => label),
        recipe.speciesHead && species.names.length > 1
          ? learned.map(({ box }) => species.numberOf(box))
          : undefined,
      ),
  });
  const begun = resumed ? undefined : await startVectorsOf(made, network, start);
  for (const line of begun?.report ?? []) context.log('info', line);
  context.progress('Getting ready', 0, null, 'steps');
  await using session = await TrainingSession.open(made.plan, {
    device: recipe.device,
    seed: recipe.seed,
    ...(resumed ? { resume: { ...resumed, path: lastCheckpoint(checkpointBase) } } : {}),
    ...(begun?.vectors ? { start: begun.vectors } : {}),
    ...(recipe.device === 'auto' ? { sample: await batches.take(resumed?.step ?? 0) } : {}),
  });
  const judge = async (vectors: StateVectors): Promise<Validation> => {
    const model = inferenceModel(
      embedderExport(trainedOf(network, recipe.input, session.layout, vectors)),
    );
    await using inference = await Inference.open(model, { device: session.device });
    const own = await embedSet(inference, threads, set, files, recipe, {
      signal: context.signal,
    });
    return validationOf(judgeQueries(set, own, recipe.sides), recipe.newShare);
  };
  const begin = performance.now();
  const end = await runCourse(
    {
      session,
      totalSteps,
      stepsPerEpoch: perEpoch,
      batches,
      rates: (step) => ({
        learningRate: learningRateAt(
          {
            curve: 'cosine',
            peak: recipe.learningRate,
            floor: 0.01,
            warmupSteps: Math.min(totalSteps, Math.max(1, Math.round(totalSteps * 0.05))),
            totalSteps,
          },
          step,
        ),
      }),
      validate: judge,
      validateEvery: Math.max(1, Math.round(recipe.epochs / VALIDATIONS)),
      ...(recipe.patience === null ? {} : { patience: recipe.patience }),
      checkpointBase,
      identity: {
        network: { ...network },
        optimizer: made.plan.optimizer as unknown as Json,
        recipe: recipe as unknown as Json,
      },
    },
    {
      signal: context.signal,
      progress: (step, total) => context.progress('Training', step, total, 'steps'),
      points: (points) => context.batch({ points }),
      saved: () => {
        void context
          .batch({ points: [], checkpoint: `${folder}/training.last.safetensors` })
          .catch(() => {});
      },
    },
    resumed,
  );
  const waiting = batches.waited / Math.max(1, performance.now() - begin);

  context.progress('Judging', 0, null, 'photos');
  const trained = trainedOf(network, recipe.input, session.layout, end.vectors);
  await using inference = await Inference.open(inferenceModel(embedderExport(trained)), {
    device: session.device,
  });
  const vectors = await embedSet(inference, threads, set, files, recipe, {
    signal: context.signal,
    progress: (done, total) => context.progress('Judging', done, total, 'photos'),
  });
  const { report, metrics } = evaluateSet(set, vectors, {
    modelId,
    sides: recipe.sides,
    newShare: recipe.newShare,
    seed: recipe.seed,
    now: Date.now(),
  });
  const shownMetrics = {
    map5: metrics.map5,
    queries: metrics.queries,
    known: metrics.known,
    new: metrics.new,
    threshold: metrics.threshold,
  };
  await writeEmbedderWeights(join(ownFolder, 'weights.safetensors'), network, {
    layout: trained.layout,
    vectors: trained.vectors,
  });
  await exportNetwork(
    join(ownFolder, 'network.onnx'),
    embedderExport({ ...trained, metrics: shownMetrics }),
  );
  await writeReport(ownFolder, nameOfModel(context.place, modelId), report, files);
  // The weights hold the best network now; what going on would have needed is three times as large.
  await rm(lastCheckpoint(checkpointBase), { force: true });
  await rm(bestCheckpoint(checkpointBase), { force: true });
  return {
    steps: end.steps,
    epochs: end.epochs,
    bestEpoch: end.best.epoch,
    stoppedEarly: end.stoppedEarly,
    metrics,
    files: {
      weights: `${folder}/weights.safetensors`,
      onnx: `${folder}/network.onnx`,
      card: `${folder}/network.json`,
      evaluation: `${folder}/evaluation.json`,
    },
    dataSeen,
    skipped,
    waiting,
  };
}

/** The split that was made when the training began, or a new one. */
async function splitOf(
  ownFolder: string,
  boxes: readonly IdentityBox[],
  recipe: TrainEmbedderSpec['recipe'],
  { place }: Context,
): Promise<EmbedderSplit> {
  const before = await readSplit(ownFolder);
  if (before !== null) return before;
  const labels = readWith(place, (rows) => pseudoLabelsOf(rows, recipe.pseudoLabelRounds));
  const split = withPseudoLabels(splitFor(boxes, recipe), boxes, labels);
  const { classes } = embedderSet(boxes, split, recipe.sides);
  const kept = { ...split, classes };
  await writeSplit(ownFolder, kept);
  return kept;
}

async function cropsOf(
  set: EmbedderSet,
  { input, boxMargin }: TrainEmbedderSpec['recipe'],
  context: Context,
): Promise<CroppedSet> {
  const cropped = await cropSet(set, { input, margin: boxMargin }, context.place, {
    signal: context.signal,
    progress: (done, total) => context.progress('Cutting out', done, total, 'boxes'),
  });
  for (const { photoName, reason } of cropped.skipped)
    context.log('warning', `${photoName}: ${reason}`);
  for (const { reason, boxes } of set.leftOut)
    context.log('info', `${boxes} boxes left out: ${reason}.`);
  return cropped;
}

function seenBy({ learned, queries, classes, split }: EmbedderSet): EmbedderDataSeen {
  const pseudo = new Set(split.pseudo.map(({ boxId }) => boxId));
  const known = queries.filter((query) => query.known).length;
  return {
    train: {
      boxes: learned.length,
      individuals: new Set(learned.map(({ individualId }) => individualId)).size,
    },
    validation: { boxes: queries.length, known, new: queries.length - known },
    heldOut: split.heldOut.length,
    pseudoLabels: learned.filter(({ boxId }) => pseudo.has(boxId)).length,
    classes: classes.length,
    split: splitHash(split),
  };
}

const trainedOf = (
  network: EmbedderNetwork,
  input: number,
  layout: StateLayout,
  { average, parameters, statistics }: StateVectors,
) => ({ network, input, layout, vectors: { parameters: average ?? parameters, statistics } });

/** The figures of the curves: MAP@5 with new animals, and the share of known ones found first. */
function validationOf(judged: ReturnType<typeof judgeQueries>, newShare: number): Validation {
  const { threshold } = chooseThreshold(judged, newShare);
  const known = judged.filter((query) => query.known);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const map5 = mean(judged.map((one) => averagePrecisionAt5(rankInList(one, threshold))));
  const top1 = mean(known.map(({ rank }) => Number(rank === 1)));
  return { figures: { 'MAP@5': map5, 'top-1': top1 }, score: map5 };
}
