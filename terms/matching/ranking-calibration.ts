/** From the scores of a ranking to the chance that each animal, or none of them, is the one on the photo. */
import { z } from 'zod';

/** A multinomial logit: weights e^(slope·score) of the animals and e^none of "none of these", brought to the sum 1. */
export const rankingCalibration = z.object({
  slope: z.number().positive(),
  none: z.number(),
  /** Queries that it was fitted to. */
  known: z.number().int(),
  new: z.number().int(),
  /**
   * First scores of those queries, but for the outermost hundredth at each end: a photo beyond them is unlike all
   * that was judged, and nothing is known of its chances.
   */
  from: z.number(),
  to: z.number(),
});
export type RankingCalibration = z.infer<typeof rankingCalibration>;

/** What a network's judging found its scores to mean on photos of this catalogue. */
export const scoreMeaning = z.object({
  /** Of the first score, above which a known animal comes before "new". */
  threshold: z.number(),
  /** Null where the judged photos do not bear probabilities out. */
  ranking: rankingCalibration.nullable(),
});
export type ScoreMeaning = z.infer<typeof scoreMeaning>;
