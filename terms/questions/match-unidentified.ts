import { z } from 'zod';
import { id } from '../common.ts';
import { sidesTreatment } from '../embedder/sides.ts';
import { side } from '../sides.ts';

/** A known animal, and how alike the most alike of its photos is. */
const nearIndividual = z.object({
  individualId: id,
  code: z.string(),
  /** Cosine with that photo's box. */
  score: z.number(),
  bestBoxId: id,
});

const matchedBox = z.object({
  box: z.object({
    boxId: id,
    photoId: id,
    photoName: z.string(),
    side,
    species: z.string().nullable(),
  }),
  /** Best first. */
  candidates: z.array(nearIndividual),
});
export type MatchedBox = z.infer<typeof matchedBox>;

/** Candidates of boxes that nobody judged, or of these. */
export const matchUnidentified = {
  input: z.object({
    modelId: id,
    sides: sidesTreatment,
    classId: id.nullable(),
    orClassIds: z.array(id).default([]),
    count: z.number().int(),
    only: z.array(id).nullable(),
  }),
  answer: z.object({
    matched: z.array(matchedBox),
    /** Boxes to be named that have no vector of this network as they are now. */
    withoutVector: z.number().int(),
  }),
};
