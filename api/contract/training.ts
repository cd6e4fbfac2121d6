import { z } from 'zod';
import { model } from '#terms/models/versions.ts';
import { job } from '#terms/jobs/job.ts';

/** What a training would cost and whether it can begin, said before it does. */
export const trainingForecast = z.object({
  /** Sentences that stop it: no boxes, one individual only, and what to do about it. */
  obstacles: z.array(z.string()),
  /** Sentences worth reading before: a class with two examples, animals with one photo. */
  warnings: z.array(z.string()),
  /** What would be learned from and judged by. */
  train: z.object({ photos: z.number().int(), boxes: z.number().int() }),
  validation: z.object({ photos: z.number().int(), boxes: z.number().int() }),
  /** Bytes that a step needs, and the batch that would fit where that is too much. */
  memory: z.object({
    bytes: z.number(),
    free: z.number(),
    fittingBatch: z.number().int().nullable(),
  }),
  steps: z.number().int(),
  /** How long it would take, by an earlier training of the same kind here; null before the first. */
  seconds: z.number().nullable().default(null),
  /** The recipe with everything decided that was left open. */
  recipe: z.record(z.string(), z.unknown()).default({}),
});
export type TrainingForecast = z.infer<typeof trainingForecast>;

/** A training that was begun: its new version, and the job that trains it. */
export const begunTraining = z.object({ model, job });
export type BegunTraining = z.infer<typeof begunTraining>;
