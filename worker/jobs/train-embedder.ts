import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { readMoment } from '#catalog/moment.ts';
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
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { embedderExport } from '#models/nets/embedder-export.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { exportNetwork, inferenceModel } from '#models/session/export-network.ts';
import { checkpointStem, versionFile } from '#terms/files/version-files.ts';
import { embedSet } from '../embedder/looking/embed-set.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { cropSet, nameOfModel, readBoxes, type CroppedSet } from '../embedder/set/learning-set.ts';
import { networkOf, startFileOf } from '../embedder/learning/network.ts';
import { withEmbedder } from '../embedder/looking/open-embedder.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { judgeRival } from '../embedder/judging/rival.ts';
import { readSplit, writeSplit } from '../embedder/set/split-file.ts';
import { teach } from '../embedder/learning/teach.ts';
import type {
  EmbedderDataSeen,
  TrainEmbedderResult,
  TrainEmbedderSpec,
} from '../embedder-kinds.ts';
import { JobError, type JobContext } from '../job-context.ts';
import { bestCheckpoint, lastCheckpoint } from '../training/training-loop.ts';

type Context = JobContext<'train-embedder'>;

/** Trains an embedder: split, crops, course, then its files and its report. */
export async function trainEmbedder(
  spec: TrainEmbedderSpec,
  context: Context,
): Promise<TrainEmbedderResult> {
  const { modelId, folder, recipe, parentWeights } = spec;
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

  const start = startFileOf(
    recipe,
    parentWeights === null ? null : join(catalogueFolder, parentWeights),
  );
  const network = await networkOf(recipe, start);
  const checkpointBase = join(ownFolder, checkpointStem);
  context.progress('Getting ready', 0, null, 'steps');
  const taught = await teach(
    { set, files, recipe, network, start, checkpointBase },
    {
      signal: context.signal,
      progress: (step, total) => context.progress('Training', step, total, 'steps'),
      points: (points) => context.batch({ points }),
    },
    (line) => context.log('info', line),
  );

  context.progress('Judging', 0, null, 'photos');
  const { trained } = taught;
  const vectors = await withEmbedder(
    inferenceModel(embedderExport(trained)),
    { input: recipe.input, ...imageNet },
    taught.device,
    (embedder) =>
      embedSet(embedder, set, files, recipe, {
        signal: context.signal,
        progress: (done, total) => context.progress('Judging', done, total, 'photos'),
      }),
  );
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
  await writeEmbedderWeights(versionFile(ownFolder, 'weights'), network, {
    layout: trained.layout,
    vectors: trained.vectors,
  });
  await exportNetwork(
    versionFile(ownFolder, 'onnx'),
    embedderExport({ ...trained, metrics: shownMetrics }),
  );
  await writeReport(ownFolder, nameOfModel(context.place, modelId), report, files);
  const rival = await judgeRival(set, vectors, boxes, spec, context);
  // The weights hold the best network now; what going on would have needed is three times as large.
  await rm(lastCheckpoint(checkpointBase), { force: true });
  await rm(bestCheckpoint(checkpointBase), { force: true });
  return {
    steps: taught.steps,
    epochs: taught.epochs,
    bestEpoch: taught.best.epoch,
    stoppedEarly: taught.stoppedEarly,
    metrics,
    files: {
      weights: versionFile(folder, 'weights'),
      onnx: versionFile(folder, 'onnx'),
      card: versionFile(folder, 'card'),
      evaluation: versionFile(folder, 'evaluation'),
    },
    dataSeen,
    rival,
    skipped,
    waiting: taught.waiting,
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
  const labels = readMoment(place.databasePath, (catalogue) =>
    pseudoLabelsOf(catalogue, recipe.pseudoLabelRounds),
  );
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
