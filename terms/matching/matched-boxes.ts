import { z } from 'zod';
import { id } from '../common.ts';
import { side } from '../sides.ts';

/** Which boxes are matched. */
export const askedMatches = z.object({
  /** Null: by the network in use. */
  modelId: id.nullable().default(null),
  /** Null: boxes that nobody judged. */
  boxIds: z.array(id).nullable().default(null),
  /** Candidates of each. */
  limit: z.number().int().min(1).max(100).default(5),
});
export type AskedMatches = z.infer<typeof askedMatches>;

/** A box with whom it may show, best first; an individual of null is a new animal, where it ranks. */
const matchedRow = z.object({
  boxId: id,
  photoId: id,
  photoName: z.string(),
  side,
  candidates: z.array(
    z.object({
      individualId: id.nullable(),
      code: z.string().nullable(),
      /** Cosine; of "new" the threshold. */
      score: z.number(),
      probability: z.number().nullable(),
      bestBoxId: id.nullable(),
    }),
  ),
});
export type MatchedRow = z.infer<typeof matchedRow>;

export const matchedBoxes = z.object({
  modelId: id,
  rows: z.array(matchedRow),
  withoutVector: z.number().int(),
});
export type MatchedBoxes = z.infer<typeof matchedBoxes>;
