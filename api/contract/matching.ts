import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, wallClock } from '#terms/common.ts';
import { rectangle } from '#terms/geometry.ts';
import { side } from '#terms/sides.ts';
import { boxFacts } from '#terms/boxes/facts.ts';
import { pooling } from '#terms/matching/pooling.ts';
import { matchStanding } from '#terms/matching/standing.ts';

export const matchFilter = z.object({
  side: side.optional(),
  minQuality: z.number().int().min(1).max(3).optional(),
  species: z.string().optional(),
});
export type MatchFilter = z.infer<typeof matchFilter>;

/** What stands on a candidate's card beside its picture. */
const cardFacts = {
  /** `NEW` for a new animal. */
  code: z.string(),
  name: z.string().nullable(),
  photos: z.number().int(),
  /** Encounters in which it was seen; a photo without one counts for itself. */
  sightings: z.number().int(),
  lastMs: wallClock.nullable(),
};

/** Somebody whom the query may show; `individualId` null is a new animal, where it ranks. */
export const rankedCandidate = z.object({
  individualId: id.nullable(),
  ...cardFacts,
  /** Cosine, −1…1; of "new" the threshold. */
  score: z.number(),
  /** Calibrated: of pairs with this score, the part that was the same animal. Null if not calibrated. */
  probability: z.number().min(0).max(1).nullable(),
  /** Pairs behind the probability. */
  n: z.number().int().nullable(),
  /** The photo of it that is most alike. */
  bestBox: boxFacts.nullable(),
});
export type RankedCandidate = z.infer<typeof rankedCandidate>;

/** One photo of a known animal that is like the query. */
export const rankedImage = z.object({
  box: boxFacts,
  individualId: id,
  ...cardFacts,
  score: z.number(),
  probability: z.number().min(0).max(1).nullable(),
  n: z.number().int().nullable(),
});
export type RankedImage = z.infer<typeof rankedImage>;

/** What a ranking waits for: a network, vectors of it, a vector of this fin, or somebody with a name. */
export const rankingLacks = z.enum(['network', 'vectors', 'vector', 'names']);
export type RankingLacks = z.infer<typeof rankingLacks>;

export const ranking = z.object({
  /** Null while nothing can be ranked; `lacks` and `why` say what to do. */
  modelId: id.nullable(),
  model: z.string().nullable(),
  lacks: rankingLacks.nullable(),
  why: z.string().nullable(),
  candidates: z.array(rankedCandidate),
  images: z.array(rankedImage),
});
export type Ranking = z.infer<typeof ranking>;

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

const by = z.object({ reviewerId: id });

export const matchingContract = {
  /** Candidates of one box, or of all photos of one animal in an encounter taken together. */
  candidates: oc
    .input(
      z.object({
        boxIds: z.array(id).min(1).max(500),
        filter: matchFilter.default({}),
        pooling: pooling.default('max'),
        limit: z.number().int().min(1).max(500).default(50),
      }),
    )
    .output(ranking),
  /** Boxes of an encounter that look like one animal, so that they can be judged at once. */
  groups: oc
    .input(z.object({ encounterId: id }))
    .output(z.array(z.object({ boxIds: z.array(id), score: z.number().nullable() }))),
  duplicates: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }).prefault({}))
    .output(z.array(likelyDuplicate)),
  mixUps: oc
    .input(z.object({ limit: z.number().int().min(1).max(500).default(50) }).prefault({}))
    .output(z.array(likelyMixUp)),
  /** Says that two which look alike are two; the pair is not listed again. */
  keepApart: oc.input(by.extend({ a: id, b: id })).output(z.object({ findingId: id })),
  /** Says that a photo unlike the others belongs to its animal. */
  confirmPhoto: oc
    .input(by.extend({ individualId: id, boxId: id }))
    .output(z.object({ findingId: id })),
  undoFinding: oc.input(by.extend({ findingId: id })).output(z.object({ findingId: id })),
  /** Regions of the query that drove its likeness to the other: a grid of 0…1, row by row. */
  heatMap: oc.input(z.object({ boxId: id, otherBoxId: id })).output(
    z.object({
      columns: z.number().int(),
      rows: z.number().int(),
      /** Of the picture that the network saw of the query. */
      query: z.array(z.number()),
      other: z.array(z.number()),
      /** What it saw, in fractions of the upright photo. */
      queryArea: rectangle,
      otherArea: rectangle,
    }),
  ),
  /** Whether making vectors or a retraining is worth it, in numbers. */
  standing: oc.output(matchStanding),
};
