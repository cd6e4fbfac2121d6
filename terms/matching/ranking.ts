/** Whom a box may show, by the network in use. */
import { z } from 'zod';
import { boxFacts } from '../boxes/facts.ts';
import { id, wallClock } from '../common.ts';
import { grade } from '../grades.ts';
import { side } from '../sides.ts';
import { pooling } from './pooling.ts';

/** Photos of known animals that are compared; every field narrows. */
const matchFilter = z.object({
  side: side.optional(),
  minQuality: grade.optional(),
  species: z.string().optional(),
});
export type MatchFilter = z.infer<typeof matchFilter>;

/** How a ranking is made. */
export const rankOptions = z.object({
  filter: matchFilter.default({}),
  pooling: pooling.default('max'),
  /** Candidates wanted. */
  limit: z.number().int().min(1).max(500).default(50),
});
export type RankOptions = z.infer<typeof rankOptions>;

/** What stands on a candidate's card beside its picture. */
const cardFacts = z.object({
  /** `NEW` for a new animal. */
  code: z.string(),
  name: z.string().nullable(),
  photos: z.number().int(),
  /** Encounters in which it was seen; a photo without one counts for itself. */
  sightings: z.number().int(),
  lastMs: wallClock.nullable(),
});

/** A known animal on a card. */
const candidateFacts = cardFacts.extend({ individualId: id });
export type CandidateFacts = z.infer<typeof candidateFacts>;

/** What a network says of a likeness. */
const likeness = z.object({
  /** Cosine, −1…1, or the pooled one of several photos; of "new" the threshold. */
  score: z.number(),
  /** Calibrated: of pairs with this score, the part that was the same animal. Null if not calibrated. */
  probability: z.number().min(0).max(1).nullable(),
  /** Pairs behind the probability. */
  n: z.number().int().nullable(),
});
export type Likeness = z.infer<typeof likeness>;

/** Somebody whom the query may show; `individualId` null is a new animal, where it ranks. */
const rankedCandidate = z.object({
  individualId: id.nullable(),
  ...cardFacts.shape,
  ...likeness.shape,
  /** The photo of it that is most alike. */
  bestBox: boxFacts.nullable(),
});
export type RankedCandidate = z.infer<typeof rankedCandidate>;

/** One photo of a known animal that is like the query. */
const rankedImage = z.object({
  box: boxFacts,
  ...candidateFacts.shape,
  ...likeness.shape,
});
export type RankedImage = z.infer<typeof rankedImage>;

/** What a ranking waits for: a network, vectors of it, a vector of this fin, or somebody with a name. */
const rankingLacks = z.enum(['network', 'vectors', 'vector', 'names']);

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

/** Fins of an encounter that look like one animal, so that they can be judged at once. */
export const finGroup = z.object({
  boxIds: z.array(id),
  /** Mean likeness within the group; null for a fin alone. */
  score: z.number().nullable(),
});
export type FinGroup = z.infer<typeof finGroup>;
