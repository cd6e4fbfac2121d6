import { z } from 'zod';
import { model } from '../models/versions.ts';
import { job } from '../jobs/job.ts';

/** Bytes that a step needs of those that are free, and the batch that would fit where that is too much. */
export const memoryForecast = z.object({
  bytes: z.number(),
  free: z.number(),
  fittingBatch: z.number().int().nullable(),
});

/** What is learned from, or judged by. */
const share = z.object({ photos: z.number().int(), boxes: z.number().int() });

/** A training before it begins. */
const plannedTraining = z.object({
  /** Sentences that stop it: no boxes, one individual only, and what to do about it. */
  obstacles: z.array(z.string()),
  /** Sentences worth reading before: a class with two examples, animals with one photo. */
  warnings: z.array(z.string()),
  train: share,
  validation: share,
  steps: z.number().int(),
  /** The recipe with everything decided that was left open. */
  recipe: z.record(z.string(), z.unknown()),
});
/** With a recipe of its kind. */
export type PlannedTraining<Recipe> = Omit<z.infer<typeof plannedTraining>, 'recipe'> & {
  recipe: Recipe;
};

/** What a training would cost and whether it can begin, said before it does. */
export const trainingForecast = plannedTraining.extend({
  memory: memoryForecast,
  /** How long it would take, by an earlier training of the same kind here; null before the first. */
  seconds: z.number().nullable(),
});
export type TrainingForecast = z.infer<typeof trainingForecast>;

/** A training that was begun: its new version, and the job that trains it. */
export const begunTraining = z.object({ model, job });
export type BegunTraining = z.infer<typeof begunTraining>;
