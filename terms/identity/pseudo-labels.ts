/** Names that a network gives to boxes by itself, in rounds; they are no decisions. */
import { z } from 'zod';
import { id, instant } from '../common.ts';
import { side } from '../sides.ts';

/** A box that a network would name. */
export const pseudoLabel = z.object({
  boxId: id,
  individualId: id,
  code: z.string(),
  score: z.number(),
  /** The chance that it is right; null where nothing bears a chance out. */
  probability: z.number().nullable(),
  side,
});
export type PseudoLabel = z.infer<typeof pseudoLabel>;

/** Which boxes a round names. */
const pseudoLabelRule = z.object({
  /**
   * Least chance; null takes any. Of a network that gives no chances all are taken whose score is above its threshold
   * for new animals.
   */
  threshold: z.number().min(0).max(1).nullable(),
  /** At most this many, the surest; null takes all. */
  top: z.number().int().min(1).nullable().default(null),
});
export type PseudoLabelRule = z.infer<typeof pseudoLabelRule>;

/** A round as it is asked for; a network of null is the one in use. */
export const askedRound = pseudoLabelRule.extend({
  modelId: id.nullable().default(null),
  /** Where not given: from where judged fins were nearly always named right. */
  threshold: pseudoLabelRule.shape.threshold.optional(),
});
export type AskedRound = z.infer<typeof askedRound>;

/** A round as it was stored. */
const storedRound = z.object({
  id,
  modelId: id,
  rule: pseudoLabelRule,
  labels: z.number().int(),
  createdAt: instant,
  /** The newest version that learned from it, if any yet. */
  trainedModelId: id.nullable(),
});
export type StoredRound = z.infer<typeof storedRound>;

/** A round, and what came of it. */
export const pseudoLabelRound = storedRound.extend({
  /** Validation MAP@5 of the network that labelled, and of the one that learned from it. */
  map5Before: z.number().nullable(),
  map5After: z.number().nullable(),
});
export type PseudoLabelRound = z.infer<typeof pseudoLabelRound>;
