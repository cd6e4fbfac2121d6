import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stepsOf } from '#catalog/training/embedder-recipe.ts';
import { embedderObstacles, type EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { SetVectors } from '#catalog/training/judge-identities.ts';
import { embedderExport, type TrainedEmbedder } from '#models/nets/embedder-export.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { exportNetwork, inferenceModel } from '#models/session/export-network.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { EmbedderMetrics } from '#terms/embedder/versions.ts';
import { checkpointStem, secondHalf, versionFile } from '#terms/files/version-files.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { compareEmbedders } from '../embedder/judging/compare-embedders.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { judgedNetwork } from '../embedder/judging/judged-network.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { halvesOf, type Halves } from '../embedder/learning/halves.ts';
import { networkOf } from '../embedder/learning/network.ts';
import { embedderStartOf } from '../embedder/learning/start.ts';
import { teach, type Taught } from '../embedder/learning/teach.ts';
import { embedSet } from '../embedder/looking/embed-set.ts';
import { withEmbedder } from '../embedder/looking/open-embedder.ts';
import { viewSizeOf } from '../embedder/looking/view-job.ts';
import { dataSeen } from '../embedder/set/data-seen.ts';
import { cropSets, nameOfModel, readBoxes } from '../embedder/set/learning-set.ts';
import { writeSplit } from '../embedder/set/split-file.ts';
import { JobError, type JobContext } from '../job-context.ts';
import { compareWithRival } from '../training/rival.ts';
import type { CourseListener } from '../training/training-loop.ts';

type Context = JobContext<'train-embedder'>;

/** Trains an embedder: split, crops, course, then its files and its report. */
export async function trainEmbedder(
  { modelId, folder, recipe }: JobSpec<'train-embedder'>,
  context: Context,
): Promise<JobResult<'train-embedder'>> {
  const { place } = context;
  const ownFolder = join(place.catalogueFolder, folder);
  await mkdir(ownFolder, { recursive: true });
  const boxes = readBoxes(place);
  const halves = await halvesOf(ownFolder, boxes, recipe, place);
  const { judged, whole, files, skipped } = await cropsOf(halves, recipe, context);
  const obstacles = embedderObstacles(boxes, recipe, judged);
  if (obstacles.length > 0) throw new JobError('bad-input', obstacles.join(' '));
  const seen = dataSeen(judged);
  await context.batch({ points: [], dataSeen: seen });

  context.progress('starting', 0, null);
  const start = embedderStartOf(place, recipe);
  const network = await networkOf(recipe, start);
  const steps = stepsOf(recipe, whole === null ? [judged] : [judged, whole]);
  const say = (line: string) => context.log('info', line);
  const lesson = { files, recipe, network, start };
  const taught = await teach(
    { ...lesson, set: judged, checkpointBase: join(ownFolder, checkpointStem) },
    halfOf(context, steps, 0),
    say,
  );
  const vectors = await vectorsBy(taught, judged, files, recipe, context);
  const { report, metrics } = evaluateSet(judged, vectors, {
    modelId,
    sides: recipe.sides,
    newShare: recipe.newShare,
    seed: recipe.seed,
    now: Date.now(),
  });
  await writeReport(ownFolder, nameOfModel(place, modelId), report, files);
  const rival = await compareWithRival('embedder', modelId, context, (used) =>
    compareEmbedders(used, { set: judged, boxes, ours: vectors }, recipe, context),
  );
  const used = [taught];
  if (whole !== null) {
    // Its figures are of the network that was judged, which is kept: it alone can be judged again.
    await exportNetwork(judgedNetwork(ownFolder), embedderExport(taught.trained));
    const checkpointBase = join(ownFolder, secondHalf, checkpointStem);
    const second = { ...lesson, set: whole, checkpointBase };
    used.push(await teach(second, halfOf(context, steps, 1), say));
    const { train, pseudo } = whole.split;
    await writeSplit(ownFolder, { ...judged.split, final: [...train, ...pseudo] });
  }
  await writeNetwork(ownFolder, (used.at(-1) ?? taught).trained, metrics);
  return {
    steps: used.reduce((sum, half) => sum + half.steps, 0),
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
    dataSeen: seen,
    rival,
    skipped,
    waiting: taught.waiting,
  };
}

/** How a half of a training speaks: its progress and its curves go on from those of the half before. */
function halfOf(context: Context, steps: readonly number[], half: 0 | 1): CourseListener {
  const sum = (parts: readonly number[]) => parts.reduce((before, own) => before + own, 0);
  const before = sum(steps.slice(0, half));
  const phase = half === 0 ? 'training' : 'learningAll';
  return {
    signal: context.signal,
    progress: (step) => context.progress(phase, before + step, sum(steps)),
    points: (points) =>
      context.batch({ points: points.map((point) => ({ ...point, step: before + point.step })) }),
  };
}

/** Cuts out what both halves look at; boxes of which nothing can be cut out leave them. */
async function cropsOf({ judged, whole }: Halves, recipe: EmbedderRecipe, context: Context) {
  const sets = whole === null ? [judged] : [judged, whole];
  const { sets: cropped, ...made } = await cropSets(sets, cropStyleOf(recipe), context.place, {
    signal: context.signal,
    progress: (done, total) => context.progress('cutting', done, total),
  });
  for (const { photoName, reason } of made.skipped)
    context.log('warning', `${photoName}: ${reason}`);
  for (const { reason, boxes } of judged.leftOut)
    context.log('info', `${boxes} boxes left out: ${reason}.`);
  return { ...made, judged: cropped[0] ?? judged, whole: cropped[1] ?? null };
}

/** What the network makes of the photos that it is judged by, and of those that they are compared with. */
async function vectorsBy(
  { trained, device }: Taught,
  set: EmbedderSet,
  files: ReadonlyMap<number, string>,
  recipe: EmbedderRecipe,
  context: Context,
): Promise<SetVectors> {
  context.progress('judging', 0, null);
  const watch = {
    signal: context.signal,
    progress: (done: number, total: number) => context.progress('judging', done, total),
  };
  const model = inferenceModel(embedderExport(trained));
  return withEmbedder(model, viewSizeOf(recipe, imageNet), device, (embedder) =>
    embedSet(embedder, set, files, recipe, watch),
  );
}

async function writeNetwork(
  folder: string,
  trained: TrainedEmbedder,
  { map5, queries, known, new: unknown, threshold }: EmbedderMetrics,
): Promise<void> {
  await writeEmbedderWeights(versionFile(folder, 'weights'), trained.network, trained);
  const metrics = { map5, queries, known, new: unknown, threshold };
  await exportNetwork(versionFile(folder, 'onnx'), embedderExport({ ...trained, metrics }));
}
