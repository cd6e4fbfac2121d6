/** What is known of a version of an embedder once it has learned. */
import { z } from 'zod';
import { scoreMeaning } from '../matching/ranking-calibration.ts';

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
  /** The chances of a ranking; null where the judged photos do not bear them out. */
  ranking: scoreMeaning.shape.ranking,
  /** Of species of which enough was judged, in place of the common ones. */
  bySpecies: z.record(z.string(), scoreMeaning),
  /** Least chance from which so large a share of judged first candidates was right; null where none was. */
  sureFrom: z.object({ chance: z.number(), share: z.number(), queries: count }).nullable(),
  /** Of two photos, as `catalog/matching/calibration.ts` has it; null where pairs were too few. */
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
