import { z } from 'zod';

/** A box that a detector proposed and nobody judged yet. */
export const proposal = z.object({
  boxId: z.number(),
  photoId: z.number(),
  className: z.string(),
  confidence: z.number().nullable(),
  encounterId: z.number().nullable(),
});
export type Proposal = z.infer<typeof proposal>;

/** What accepting every proposal from a confidence on does. */
export const aboveThreshold = z.object({
  boxes: z.number().int(),
  photos: z.number().int(),
  /** Proposals below, which stay open. */
  left: z.number().int(),
});
export type AboveThreshold = z.infer<typeof aboveThreshold>;

/** What a detector would learn from if it were trained now. */
export const trainingSet = z.object({
  boxes: z.number().int(),
  photosWithBoxes: z.number().int(),
  /** Looked at by a person, and nothing there. */
  backgroundPhotos: z.number().int(),
  /** Accepted boxes drawn, moved or accepted since the detector in use was trained. */
  boxesSinceTraining: z.number().int(),
  /** Version of the detector in use. */
  detectorVersion: z.number().int().nullable(),
  /** Accepted boxes by class, in the order of the classes. */
  classes: z.array(z.object({ id: z.number(), name: z.string(), boxes: z.number().int() })),
});
export type TrainingSet = z.infer<typeof trainingSet>;
