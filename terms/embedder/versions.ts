/** What is known of a version of an embedder once it has learned. */
import { z } from 'zod';

const count = z.number().int();

/** The figures that stand in a version's row; matching reads threshold and calibration from here. */
export const embedderMetrics = z.object({
  map5: z.number(),
  map5Known: z.number().nullable(),
  map5New: z.number().nullable(),
  top1: z.number().nullable(),
  queries: count,
  known: count,
  new: count,
  /** Of the first score, above which a known animal comes before "new". */
  threshold: z.number(),
  newShare: z.number(),
  /** Of a score, as `catalog/matching/calibration.ts` has it; null where pairs were too few. */
  calibration: z.unknown(),
  ece: z.number().nullable(),
});
export type EmbedderMetrics = z.infer<typeof embedderMetrics>;

/** What a version learned from, so that it can be said years later. */
export const embedderDataSeen = z.object({
  train: z.object({ boxes: count, individuals: count }),
  validation: z.object({ boxes: count, known: count, new: count }),
  /** Individuals kept out of training altogether. */
  heldOut: count,
  /** Boxes learned under a name that no person gave. */
  pseudoLabels: count,
  classes: count,
  /** SHA-256 of the split: versions of one split can be compared. */
  split: z.string(),
});
export type EmbedderDataSeen = z.infer<typeof embedderDataSeen>;
