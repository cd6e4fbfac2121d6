/** Decisions about who a box shows: as they are given, and as the log has them. */
import { z } from 'zod';
import { id, instant } from '../common.ts';
import { contradiction } from './contradictions.ts';
import { individualCode } from './individuals.ts';
import { decisionOrigin, round } from './rounds.ts';
import { loggedVerdict, verdict } from './verdicts.ts';

/** A candidate as the person saw it when deciding; `individualId` null stands for "new". */
const shownCandidate = z.object({
  individualId: id.nullable(),
  code: z.string(),
  /** Cosine, or the pooled score that ranked it; null where the person browsed by hand. */
  score: z.number().nullable(),
  probability: z.number().min(0).max(1).nullable(),
  /** Pairs behind the probability. */
  n: z.number().int().nullable(),
  bestBoxId: id.nullable(),
});
export type ShownCandidate = z.infer<typeof shownCandidate>;

/** A box, and the newest decision about it that the person's screen knew of; 0 without any. */
export const judgedBox = z.object({ boxId: id, version: z.number().int().min(0) });
export type JudgedBox = z.infer<typeof judgedBox>;

/** A verdict on one box, or one verdict on several photos of one animal. */
export const newDecision = z.object({
  boxes: z.array(judgedBox).min(1).max(500).readonly(),
  verdict,
  /** For a verdict that names a known animal. */
  individualId: id.nullable().default(null),
  /** For a new one; a second reviewer's "new" names nobody and has none. Who settles confirms a first
   * reviewer's "new" without one. */
  code: individualCode.nullable().default(null),
  round: round.default('first'),
  candidates: z.array(shownCandidate).max(200).readonly().default([]),
  /** The network that ranked the candidates. */
  modelId: id.nullable().default(null),
  /** Who settles a dispute that is their own must say why. */
  note: z.string().max(5000).default(''),
  reviewerId: id,
});
export type NewDecision = z.infer<typeof newDecision>;

/** What was stored: a row a box, the first of which stands for all. */
export const storedDecision = z.object({
  decisionIds: z.array(z.number()),
  individual: z.object({ id: z.number(), code: z.string() }).nullable(),
  /** What the verdict contradicts on the photos; nothing of a second reviewer's, who must not be told. */
  contradictions: z.array(contradiction),
});
export type StoredDecision = z.infer<typeof storedDecision>;

/** A verdict that was taken back: its first row, and its boxes. */
export const undoneDecision = z.object({ undone: z.number(), boxIds: z.array(z.number()) });
export type UndoneDecision = z.infer<typeof undoneDecision>;

/** A verdict that was brought back: its new rows, and their boxes. */
export const redoneDecision = z.object({
  decisionIds: z.array(z.number()),
  boxIds: z.array(z.number()),
});
export type RedoneDecision = z.infer<typeof redoneDecision>;

/** Which rows of the log are asked for; every field narrows. */
export const logFilter = z.object({
  boxId: id.optional(),
  /** Also what was said of animals that were merged into it. */
  individualId: id.optional(),
  reviewerId: id.optional(),
  verdict: loggedVerdict.optional(),
  round: round.optional(),
  origin: decisionOrigin.optional(),
  encounterId: id.optional(),
  /** Both ends included. */
  from: instant.optional(),
  to: instant.optional(),
  /** Part of a note, a code or a photo's name. */
  text: z.string().max(200).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

/** A row of the log. */
export const loggedDecision = z.object({
  id: z.number(),
  boxId: z.number(),
  photoId: z.number(),
  photoName: z.string(),
  verdict: loggedVerdict,
  /** The animal that was named, under the code that it had or has itself. */
  individualId: z.number().nullable(),
  code: z.string().nullable(),
  /** The code that the animal goes by after all merges, where that is another. */
  nowCode: z.string().nullable(),
  reviewer: z.string().nullable(),
  round,
  origin: decisionOrigin,
  candidates: z.array(shownCandidate),
  model: z.string().nullable(),
  note: z.string(),
  /** Who took it back, if a later row did. */
  undoneBy: z.string().nullable(),
  /** The decision that this row takes back, or brings back. */
  undoes: z.number().nullable(),
  redoes: z.number().nullable(),
  /** Made together with others: the first of them. */
  batchId: z.number().nullable(),
  /** Made by a split. */
  isSplit: z.boolean(),
  /** Whether this is what the box shows now. */
  stands: z.boolean(),
  decidedAt: instant,
});
export type LoggedDecision = z.infer<typeof loggedDecision>;
