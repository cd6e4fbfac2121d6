/** Boxes that wait for a verdict: which of them, and in what order. */
import { z } from 'zod';
import { id } from '../common.ts';
import { boxFacts } from '../boxes/facts.ts';
import { grade } from '../grades.ts';
import { side } from '../sides.ts';
import { idsOf } from '../tables.ts';

/** Whose words a second reviewer goes over. */
export const wordsToReview = {
  reviewers: { title: 'Decided here' },
  imports: { title: 'Imported' },
  all: { title: 'Decided or imported' },
} as const;
export const wordsOf = z.enum(idsOf(wordsToReview));

export const queueFilter = z.object({
  /** Null: photos without an encounter. */
  encounterId: id.nullable().optional(),
  side: side.optional(),
  minQuality: grade.optional(),
  /** Where not given: the class that the network in use is meant for. */
  classId: id.optional(),
  /** Further classes, best first, of animals without a box of a class before. */
  orClassIds: z.array(id).optional(),
  /** Only what was put off, or only what nobody has judged. */
  standing: z.enum(['unsure', 'untouched']).optional(),
  /** For a second reviewer: whose word is gone over; reviewers' where not given. */
  words: wordsOf.optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/**
 * Orders of a queue. Those by the network in use go by how alike the most alike known animal is: the most
 * alike first, or the least certain first; a blind review has none of them, for they tell of a ranking.
 */
export const queueOrders = {
  encounter: { title: 'By encounter', byNetwork: false },
  quality: { title: 'Best photos first', byNetwork: false },
  newest: { title: 'Newest first', byNetwork: false },
  surest: { title: 'Surest first', byNetwork: true },
  doubt: { title: 'Doubtful first', byNetwork: true },
} as const;
export const queueOrder = z.enum(idsOf(queueOrders));
export type QueueOrder = z.infer<typeof queueOrder>;

/** An order that needs a network. */
export type NetworkOrder = {
  [O in QueueOrder]: (typeof queueOrders)[O]['byNetwork'] extends true ? O : never;
}[QueueOrder];
/** An order by what the catalogue says itself. */
export type OwnOrder = Exclude<QueueOrder, NetworkOrder>;

export const isByNetwork = (order: QueueOrder): order is NetworkOrder =>
  queueOrders[order].byNetwork;

/** A box that waits for a verdict. */
export const queuedBox = boxFacts.extend({
  /** The newest decision about it; a verdict says it back, so that nobody overrules unseen. */
  version: z.number().int(),
  /** Worst of the given quality grades. */
  quality: grade.nullable(),
  wasUnsure: z.boolean(),
});
export type QueuedBox = z.infer<typeof queuedBox>;

export const queue = z.object({
  rows: z.array(queuedBox),
  /** Boxes that wait, and all that the filter lets through. */
  waiting: z.number().int(),
  total: z.number().int(),
  /** In an order by the network: fins of the waiting whose place is known so far, and that can be ranked. */
  placed: z.object({ known: z.number().int(), of: z.number().int() }).nullable(),
});
export type Queue = z.infer<typeof queue>;

/** How far an encounter is; null is "without an encounter". */
export const queueEncounter = z.object({
  id: z.number().nullable(),
  name: z.string().nullable(),
  waiting: z.number().int(),
  total: z.number().int(),
});
export type QueueEncounter = z.infer<typeof queueEncounter>;
