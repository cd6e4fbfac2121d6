/** The course of a head, from its last checkpoint if there is one; its vectors are made already. */
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { foldedHead, vectorHeadPlan, type VectorHead } from '#models/nets/vector-head.ts';
import { TrainingSession } from '#models/session/training-session.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import {
  checkpointToResume,
  type CourseEnd,
  type CourseListener,
} from '../../training/training-loop.ts';
import { lengthOf, resumeFrom, runEmbedderCourse } from '../learning/embedder-course.ts';
import { marginOf, optimizers } from '../learning/network.ts';
import { HeadBatches } from './head-batches.ts';
import { setVectors } from './head-vectors.ts';
import type { ViewVectors } from './view-vectors.ts';

interface HeadLesson {
  set: EmbedderSet;
  vectors: ViewVectors;
  /** Views of each crop. */
  views: number;
  recipe: EmbedderRecipe;
  /** Of the checkpoints, without ending. */
  checkpointBase: string;
}

export async function teachHead(
  { set, vectors, views, recipe, checkpointBase }: HeadLesson,
  listener: CourseListener,
): Promise<CourseEnd & { head: VectorHead }> {
  const { totalSteps } = lengthOf(set, recipe);
  const sizes = recipe.mirrorClasses ? [...set.classSizes, ...set.classSizes] : set.classSizes;
  const { dimensions, batch, margin, scale, smoothing, seed } = recipe;
  const { plan, batchOf } = vectorHeadPlan({
    inputs: vectors.numbers,
    dimensions,
    batch,
    classes: sizes.length,
    head: recipe.head,
    centres: recipe.centres,
    margin: marginOf(margin, sizes),
    easy: recipe.easyMargin,
    scale,
    smoothing,
    smoothingOf: recipe.smoothingOf,
    optimizer: optimizers[recipe.optimizer],
    centreRate: recipe.headRate,
    seed,
  });
  const batches = new HeadBatches({
    learned: set.learned,
    classes: set.classSizes.length,
    vectors,
    views,
    recipe,
    totalSteps,
    batchOf,
  });
  const resumed = await checkpointToResume(checkpointBase);
  // So small a network is no work for a graphics card.
  await using session = await TrainingSession.open(plan, {
    device: 'cpu',
    seed,
    ...resumeFrom(resumed, checkpointBase),
  });
  const headOf = ({ average, parameters, statistics }: StateVectors) =>
    foldedHead(session.layout, { parameters: average ?? parameters, statistics });
  const end = await runEmbedderCourse(
    {
      session,
      set,
      recipe,
      batches,
      checkpointBase,
      network: { head: dimensions, inputs: vectors.numbers },
      optimizer: plan.optimizer,
      embed: (sample, state) => Promise.resolve(setVectors(sample, vectors, headOf(state), recipe)),
    },
    listener,
    resumed,
  );
  return { ...end, head: headOf(end.vectors) };
}
