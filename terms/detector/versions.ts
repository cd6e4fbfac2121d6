/** What is known of a version of a detector once it has learned. */
import { z } from 'zod';

const count = z.number().int();

/** The figures that stand in a version's row. */
export const detectorMetrics = z.object({
  map50: z.number(),
  map5095: z.number(),
  precision: z.number(),
  recall: z.number(),
  /** Confidence at which F1 is highest, and where precision and recall were taken. */
  confidence: z.number(),
  photos: count,
});
export type DetectorMetrics = z.infer<typeof detectorMetrics>;

const seenPhotos = z.object({
  photos: count,
  /** The rest is background. */
  photosWithBoxes: count,
  boxes: count,
  /** Photos in none count as one each. */
  encounters: count,
});

/** What a version learned from, so that it can be said years later. */
export const detectorDataSeen = z.object({
  train: seenPhotos,
  validation: seenPhotos,
  /** Boxes of each class that were learned. */
  classes: z.record(z.string(), count),
  /** SHA-256 over the ids and contents of all photos and boxes. */
  hash: z.string(),
});
export type DetectorDataSeen = z.infer<typeof detectorDataSeen>;
