import { z } from 'zod';
import { id } from '../common.ts';
import { side } from '../sides.ts';

/** A box with whom it may show, best first; an individual of null is a new animal, where it ranks. */
export const matchedRow = z.object({
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
