/** What the vectors say against what persons decided. */
import { z } from 'zod';
import { boxFacts } from '../boxes/facts.ts';
import { id } from '../common.ts';

/** Two animals that may be one. */
export const likelyDuplicate = z.object({
  a: id,
  b: id,
  /** Cosine of their two most alike photos of one side. */
  score: z.number(),
  probability: z.number().nullable(),
  n: z.number().int().nullable(),
  boxA: boxFacts,
  boxB: boxFacts,
});
export type LikelyDuplicate = z.infer<typeof likelyDuplicate>;

/** A photo unlike the rest of its animal. */
export const likelyMixUp = z.object({
  individualId: id,
  box: boxFacts,
  /** Mean cosine with the animal's other photos of the side, and the least such mean among those others. */
  score: z.number(),
  among: z.number(),
  closerTo: z.object({ individualId: id, score: z.number(), box: boxFacts }).nullable(),
});
export type LikelyMixUp = z.infer<typeof likelyMixUp>;
