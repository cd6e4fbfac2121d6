/** The report on how good a detector is, as it is kept with a version and shown. */
import { z } from 'zod';
import { judgedPhoto, reportBox } from '../boxes/detections.ts';
import { id, instant } from '../common.ts';
import { figure } from '../matching/figures.ts';

/** At a least confidence. Precision is 1 where nothing was claimed. */
const atConfidence = z.object({
  confidence: z.number(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
});
export type AtConfidence = z.infer<typeof atConfidence>;

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
