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
