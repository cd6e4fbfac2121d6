import { z } from 'zod';

/** What the embedder is that the app brings. */
const starterFacts = z.object({
  architecture: z.string(),
  /** Its crops have about as many pixels as a square of this side. */
  side: z.number().int(),
  /** Threshold for new animals; no probabilities, which only a catalogue's own photos can give. */
  metrics: z.object({
    threshold: z.number(),
    calibration: z.null(),
  }),
});
export type StarterFacts = z.infer<typeof starterFacts>;

/** The app's own embedder; null where the build brings none. */
export const starterEmbedder = { input: z.null(), answer: starterFacts.nullable() };
