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
import type { EmbedderDataSeen } from '#terms/embedder/versions.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { embedSet } from '../embedder/looking/embed-set.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { cropSet, nameOfModel, readBoxes, type CroppedSet } from '../embedder/set/learning-set.ts';
import { networkOf, startFileOf } from '../embedder/learning/network.ts';
import { withEmbedder } from '../embedder/looking/open-embedder.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { judgeRival } from '../embedder/judging/rival.ts';
import { readSplit, writeSplit } from '../embedder/set/split-file.ts';
import { finalCheckpoint, finalFolder, finalSet } from '../embedder/learning/final-fit.ts';
import { stepsPerEpoch } from '../embedder/learning/sampling.ts';
import { teach } from '../embedder/learning/teach.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import { viewSizeOf } from '../embedder/looking/view-job.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { judgedNetwork } from '../embedder/judging/judged-network.ts';
import { JobError, type JobContext } from '../job-context.ts';
import { bestCheckpoint, lastCheckpoint, type CourseListener } from '../training/training-loop.ts';

type Context = JobContext<'train-embedder'>;

/** Trains an embedder: split, crops, course, then its files and its report. */
export async function trainEmbedder(
  spec: JobSpec<'train-embedder'>,
  context: Context,
): Promise<JobResult<'train-embedder'>> {
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
  context.progress('starting', 0, null);
  const whole = recipe.finalFit
    ? await cropsOf(await finalSet(ownFolder, boxes, recipe, split), recipe, context)
    : null;
  const halves = [set, ...(whole === null ? [] : [whole.set])].map((one) => stepsOf(one, recipe));
  const say = (line: string) => context.log('info', line);
  const lesson = { set, files, recipe, network, start, checkpointBase };
  const taught = await teach(lesson, halfOf(context, halves, 0), say);

  context.progress('judging', 0, null);
  const { trained } = taught;
  const vectors = await withEmbedder(
    inferenceModel(embedderExport(trained)),
    viewSizeOf(recipe, imageNet),
    taught.device,
    (embedder) =>
      embedSet(embedder, set, files, recipe, {
        signal: context.signal,
        progress: (done, total) => context.progress('judging', done, total),
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
  await writeReport(ownFolder, nameOfModel(context.place, modelId), report, files);
  const rival = await judgeRival(set, vectors, boxes, spec, context);
  let used = trained;
  let steps = taught.steps;
  if (whole !== null) {
    // Its figures are of the network that was judged, which is kept: it alone can be judged again.
    await exportNetwork(judgedNetwork(ownFolder), embedderExport(trained));
    const final = await teach(
      { ...lesson, ...whole, checkpointBase: finalCheckpoint(ownFolder) },
      halfOf(context, halves, 1),
      say,
    );
    used = final.trained;
    steps += final.steps;
    const { train, pseudo } = whole.set.split;
    await writeSplit(ownFolder, { ...set.split, final: [...train, ...pseudo] });
  }
  await writeEmbedderWeights(versionFile(ownFolder, 'weights'), network, used);
  await exportNetwork(
    versionFile(ownFolder, 'onnx'),
    embedderExport({ ...used, metrics: shownMetrics }),
  );
  // The weights hold the network now; what going on would have needed is three times as large.
  await rm(lastCheckpoint(checkpointBase), { force: true });
  await rm(bestCheckpoint(checkpointBase), { force: true });
  await rm(finalFolder(ownFolder), { recursive: true, force: true });
  return {
    steps,
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

const stepsOf = ({ learned }: EmbedderSet, { batch, epochs }: EmbedderRecipe): number =>
  stepsPerEpoch(learned.length, batch) * epochs;

/** How a half of a training speaks: its progress and its curves go on from those of the half before. */
function halfOf(context: Context, halves: readonly number[], half: number): CourseListener {
  const before = halves.slice(0, half).reduce((sum, steps) => sum + steps, 0);
  const total = halves.reduce((sum, steps) => sum + steps, 0);
  const phase = half === 0 ? 'training' : 'learningAll';
  return {
    signal: context.signal,
    progress: (step) => context.progress(phase, before + step, total),
    points: (points) =>
      context.batch({ points: points.map((point) => ({ ...point, step: before + point.step })) }),
  };
}

/** The split that was made when the training began, or a new one. */
async function splitOf(
  ownFolder: string,
  boxes: readonly IdentityBox[],
  recipe: JobSpec<'train-embedder'>['recipe'],
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
  recipe: EmbedderRecipe,
  context: Context,
): Promise<CroppedSet> {
  const cropped = await cropSet(set, cropStyleOf(recipe), context.place, {
    signal: context.signal,
    progress: (done, total) => context.progress('cutting', done, total),
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
