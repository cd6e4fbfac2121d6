import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';
import { judgedPhoto, reportBox } from '#terms/boxes/detections.ts';
import { askedDetector } from '#terms/detector/recipe.ts';
import { deviceChoice } from '#terms/training/devices.ts';
import { job } from '#terms/jobs/job.ts';
import { begunTraining, trainingForecast } from './training.ts';
import { figure } from '#terms/matching/figures.ts';

/** Precision, recall and F1 at a confidence. */
const atConfidence = z.object({
  confidence: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});

export const detectorEvaluation = z.object({
  at: instant,
  modelId: id,
  photos: z.number().int(),
  encounters: z.number().int(),
  /** Mean over classes of the average precision at IoU 0.5, and over 0.5…0.95. */
  map50: figure,
  map5095: figure,
  classes: z.array(
    z.object({
      name: z.string(),
      boxes: z.number().int(),
      ap50: z.number(),
      ap5095: z.number(),
      /** Against confidence, 0…1 in even steps. */
      curve: z.array(atConfidence),
      /** Where F1 is highest. */
      best: atConfidence,
    }),
  ),
  /** Worst first. */
  falseAlarms: z.array(reportBox.extend({ confidence: z.number(), className: z.string() })),
  misses: z.array(
    reportBox.extend({
      boxId: id,
      className: z.string(),
      /** The best overlap any prediction had with it. */
      overlap: z.number(),
    }),
  ),
  /** The photos themselves; a report of before they were kept has none. */
  looked: z.array(judgedPhoto).default([]),
});
export type DetectorEvaluation = z.infer<typeof detectorEvaluation>;

/** Least confidence of a version that was never judged. */
const unjudgedConfidence = 0.25;

/**
 * The least confidence at which a version did best when it was judged, by F1; the mean over its classes.
 * @param metrics of the version
 */
export function ownConfidence({ confidence }: Readonly<Record<string, unknown>>): number {
  // None did best where nothing was right at any.
  if (typeof confidence !== 'number' || !(confidence > 0)) return unjudgedConfidence;
  return Math.min(0.95, Math.max(0.01, Math.round(confidence * 100) / 100));
}

export const detectOptions = z.object({
  /** The chosen version where not given. */
  modelId: id.nullable().default(null),
  /** Only photos that nobody checked, all, or these. */
  photos: z.union([z.enum(['unchecked', 'all']), z.array(id).min(1)]).default('unchecked'),
  /** Least confidence of a proposal; the version's own where not given (`ownConfidence`). */
  confidence: z.number().min(0.01).max(0.95).optional(),
  /** Overlap above which the surer of two boxes stays. */
  overlap: z.number().min(0.1).max(0.95).default(0.45),
  /** Looks at large photos in overlapping tiles too. */
  tiles: z.boolean().default(true),
  device: deviceChoice.default('auto'),
});
export type DetectOptions = z.infer<typeof detectOptions>;

export const detectorContract = {
  /** What a training by this recipe would see and need. */
  forecast: oc.input(askedDetector.prefault({})).output(trainingForecast),
  train: oc.input(askedDetector.prefault({})).output(begunTraining),
  /** Goes on with a training that was paused, cancelled or cut off. */
  resume: oc.input(z.object({ modelId: id })).output(begunTraining),
  /** Proposals over the catalogue. */
  detect: oc.input(detectOptions.prefault({})).output(job),
  /** Judges a version; on the photos that `likeModelId` was judged on, to compare the two. */
  evaluate: oc
    .input(
      z.object({ modelId: id, likeModelId: id.optional(), device: deviceChoice.default('auto') }),
    )
    .output(job),
  /** The last report of a version; null if it was never judged. */
  evaluation: oc.input(z.object({ modelId: id })).output(detectorEvaluation.nullable()),
};
