/** Boxes that wait for a verdict: which of them, and in what order. */
import { z } from 'zod';
import { id } from '../common.ts';
import { grade } from '../grades.ts';
import { side } from '../sides.ts';
import { idsOf } from '../tables.ts';

export const queueFilter = z.object({
  /** Null: photos without an encounter. */
  encounterId: id.nullable().optional(),
  side: side.optional(),
  minQuality: grade.optional(),
  /** Where not given: the class that the network in use is meant for. */
  classId: id.optional(),
  /** Only what was put off, or only what nobody has judged. */
  standing: z.enum(['unsure', 'untouched']).optional(),
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
