/**
 * From a score to a probability: of pairs of photos with such a score, what part showed the same animal.
 * Plain JSON, kept with a network's figures.
 */
import { z } from 'zod';

/** p = 1 / (1 + e^−(slope·score + intercept)), after Platt (1999). */
const logisticCalibration = z.object({
  method: z.literal('logistic'),
  slope: z.number(),
  intercept: z.number(),
  /** Pairs it was fitted to. */
  n: z.number(),
});

/** A rising staircase (Zadrozny & Elkan 2002): steps begin at `from`. */
const isotonicCalibration = z.object({
  method: z.literal('isotonic'),
  steps: z.array(z.object({ from: z.number(), probability: z.number(), n: z.number() })).min(1),
  n: z.number(),
});

export const calibration = z.discriminatedUnion('method', [
  logisticCalibration,
  isotonicCalibration,
]);
export type Calibration = z.infer<typeof calibration>;

export const calibrationMethod = z.enum(['logistic', 'isotonic']);
export type CalibrationMethod = z.infer<typeof calibrationMethod>;

/** Of the probabilities from `from` to below `to` what was said on the mean, and how often it came true. */
const reliabilityBin = z.object({
  from: z.number(),
  to: z.number(),
  said: z.number(),
  was: z.number(),
  n: z.number().int(),
});

/** Whether probabilities keep what they promise. */
export const reliability = z.object({
  /** Expected calibration error: |said − was| averaged over the cases, 0…1. */
  ece: z.number(),
  /** The error that exact probabilities would have on the mean, of so few cases; reports of before do not say it. */
  eceOfExact: z.number().nullable().default(null),
  /** Cases counted. */
  n: z.number().int(),
  /** Bins of equal width, the last one with 1 in it; empty ones are left out. */
  bins: z.array(reliabilityBin),
});
export type Reliability = z.infer<typeof reliability>;
