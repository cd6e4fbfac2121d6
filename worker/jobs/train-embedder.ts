import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stepsOf } from '#catalog/training/embedder-recipe.ts';
import { embedderObstacles } from '#catalog/training/embedder-obstacles.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { checkpointStem, secondHalf, versionFile } from '#terms/files/version-files.ts';
import type { JobResult, JobSpec } from '#terms/jobs/index.ts';
import { headTeacher } from '../embedder/head/head-teacher.ts';
import { compareEmbedders } from '../embedder/judging/compare-embedders.ts';
import { evaluateSet } from '../embedder/judging/evaluation.ts';
import { judgedNetwork } from '../embedder/judging/judged-network.ts';
import { writeReport } from '../embedder/judging/report-files.ts';
import { halvesOf, type Halves } from '../embedder/learning/halves.ts';
import { networkTeacher } from '../embedder/learning/network-teacher.ts';
import type { Teacher } from '../embedder/learning/teacher.ts';
import { dataSeen } from '../embedder/set/data-seen.ts';
import { cropSets, nameOfModel } from '../embedder/set/learning-set.ts';
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
  const halves = await halvesOf(ownFolder, recipe, place, watchOf(context, 'cutting'));
  const { boxes } = halves;
  const { judged, whole, files, skipped } = await cropsOf(halves, recipe, context);
  const obstacles = embedderObstacles(boxes, recipe, judged);
  if (obstacles.length > 0) throw new JobError('bad-input', obstacles.join(' '));
  const seen = dataSeen(judged);
  await context.batch({ points: [], dataSeen: seen });

  context.progress('starting', 0, null);
  const teacher = await teacherOf(boxes, files, recipe, context);
  const steps = stepsOf(recipe, whole === null ? [judged] : [judged, whole]);
  const fair = teacher.fairQueries(judged);
  const checkpointBase = join(ownFolder, checkpointStem);
  const taught = await teacher.teach({ set: fair, checkpointBase }, halfOf(context, steps, 0));
  context.progress('judging', 0, null);
  const watch = watchOf(context, 'judging');
  const vectors = await taught.embed(fair, watch);
  const ranked = judgeQueries(fair, vectors, recipe.sides);
  const { report, metrics, ranks } = evaluateSet(fair, ranked, {
    modelId,
    newShare: recipe.newShare,
    seed: recipe.seed,
    now: Date.now(),
    network: { learned: fair.learned.length, inUse: whole?.learned.length ?? null },
    reliance: await taught.reliance(fair, vectors, ranked, context.signal),
  });
  await writeReport(ownFolder, nameOfModel(place, modelId), { report, ranks }, files);
  const bare = await teacher.bare(fair, watch);
  const rival = await compareWithRival('embedder', modelId, context, (used) =>
    compareEmbedders(used, { set: fair, boxes, ours: vectors }, recipe, context),
  );
  const used = [taught];
  if (whole !== null) {
    // Its figures are of the network that was judged, which is kept: it alone can be judged again.
    await taught.writeOnnx(judgedNetwork(ownFolder));
    const second = { set: whole, checkpointBase: join(ownFolder, secondHalf, checkpointStem) };
    used.push(await teacher.teach(second, halfOf(context, steps, 1)));
    const { train, pseudo } = whole.split;
    await writeSplit(ownFolder, { ...judged.split, final: [...train, ...pseudo] });
  }
  const parts = await (used.at(-1) ?? taught).write(ownFolder, metrics);
  return {
    steps: used.reduce((sum, half) => sum + half.steps, 0),
    epochs: taught.epochs,
    bestEpoch: taught.best.epoch,
    stoppedEarly: taught.stoppedEarly,
    metrics,
    files: Object.fromEntries(
      [...parts, 'evaluation' as const].map((part) => [part, versionFile(folder, part)]),
    ),
    dataSeen: seen,
    rival,
    bare,
    skipped,
    waiting: taught.waiting,
  };
}

function teacherOf(
  boxes: Halves['boxes'],
  files: ReadonlyMap<number, string>,
  recipe: EmbedderRecipe,
  context: Context,
): Promise<Teacher> {
  const { place } = context;
  const log = (line: string) => context.log('info', line);
  const warn = (line: string) => context.log('warning', line);
  if (recipe.learns !== 'head') return networkTeacher({ place, recipe, boxes, files, log, warn });
  const looking = watchOf(context, 'looking');
  return headTeacher({ place, recipe, boxes, files, looking, log });
}

const watchOf = (context: Context, phase: 'cutting' | 'looking' | 'judging') => ({
  signal: context.signal,
  progress: (done: number, total: number) => context.progress(phase, done, total),
});

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
  const watch = watchOf(context, 'cutting');
  const { sets: cropped, ...made } = await cropSets(
    sets,
    cropStyleOf(recipe),
    context.place,
    watch,
  );
  for (const { photoName, reason } of made.skipped)
    context.log('warning', `${photoName}: ${reason}`);
  for (const { reason, boxes } of judged.leftOut)
    context.log('info', `${boxes} boxes left out: ${reason}.`);
  return { ...made, judged: cropped[0] ?? judged, whole: cropped[1] ?? null };
}
