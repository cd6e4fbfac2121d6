import { detectors } from '#models/nets/registry.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { memoryNeed } from '#models/session/memory-need.ts';
import { buildTrainStep } from '#models/session/train-step.ts';
import type { TrainingPlan } from '#models/session/training-session.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { trainingOf } from '../detector/learning/course.ts';
import { bytesOfViews } from '../embedder/head/view-vectors.ts';
import { networkOf, planOf } from '../embedder/learning/network.ts';

/** Part of the free memory that a training may take; the rest is for photos and the screens. */
const SHARE = 0.8;

/** Bytes of a process in which a network looks at pictures. */
const networkInUse = 0.8e9;

/** What a step of a training needs, by the graph that would be run. */
export async function trainingMemory(
  asked: Asked<'training-memory'>,
): Promise<Answer<'training-memory'>> {
  const { batch } = asked.recipe;
  const { free } = asked;
  if (asked.kind === 'embedder' && asked.recipe.learns === 'head') {
    // No step of a network is taken: what stays is its use, and the vectors of all views.
    const crops = asked.classSizes.reduce((sum, boxes) => sum + boxes, 0);
    return { bytes: networkInUse + bytesOfViews(crops), free, fittingBatch: null };
  }
  const planFor = await plansOf(asked);
  const profile = await cpuProfile();
  const { bytes, fittingBatch } = memoryNeed(
    (size) => buildTrainStep({ ...planFor(size), profile }),
    batch,
    free * SHARE,
  );
  return { bytes, free, fittingBatch: fittingBatch === batch ? null : fittingBatch };
}

/** The training's plan with other batches. */
async function plansOf(asked: Asked<'training-memory'>): Promise<(batch: number) => TrainingPlan> {
  if (asked.kind === 'detector') {
    const { recipe } = asked;
    // Without a box there is no class yet, and the shapes of boxes change no size.
    const classes = Math.max(1, recipe.classes.length);
    const network = detectors[recipe.size];
    return (batch) => network.plan(trainingOf({ ...recipe, batch }, classes, network.anchors)).plan;
  }
  const { recipe, classSizes, species } = asked;
  const network = await networkOf(recipe, null);
  return (batch) => planOf({ ...recipe, batch }, network, classSizes, species).plan;
}
