import { oc } from '@orpc/contract';
import { z } from 'zod';
import { boxFacts } from '#terms/boxes/facts.ts';
import { id, instant, page } from '#terms/common.ts';
import { agreement } from '#terms/identity/agreement.ts';
import {
  logFilter,
  loggedDecision,
  newDecision,
  storedDecision,
} from '#terms/identity/decisions.ts';
import { queueFilter, queueOrder } from '#terms/identity/queue.ts';
import { round } from '#terms/identity/rounds.ts';
import { verdict } from '#terms/identity/verdicts.ts';

/** A box that waits for a verdict. */
export const queuedBox = boxFacts.extend({
  /** The newest decision about it; a verdict says it back, so that nobody overrules unseen. */
  version: z.number().int(),
  /** Worst of the given quality grades, 1–3. */
  quality: z.number().nullable(),
  wasUnsure: z.boolean(),
});
export type QueuedBox = z.infer<typeof queuedBox>;

const queue = z.object({
  rows: z.array(queuedBox),
  waiting: z.number().int(),
  total: z.number().int(),
  /** In an order of doubt: fins of the waiting whose place is known so far, and that can be ranked. */
  placed: z.object({ known: z.number().int(), of: z.number().int() }).nullable(),
});
export type Queue = z.infer<typeof queue>;

export const givenVerdict = z.object({
  decisionId: z.number(),
  verdict,
  individualId: z.number().nullable(),
  code: z.string().nullable(),
  reviewer: z.string().nullable(),
  note: z.string(),
  decidedAt: instant,
});
export type GivenVerdict = z.infer<typeof givenVerdict>;

export const disagreement = boxFacts.extend({
  version: z.number().int(),
  first: givenVerdict,
  second: givenVerdict,
});
export type Disagreement = z.infer<typeof disagreement>;

const ofQueue = z.object({
  round: round.default('first'),
  filter: queueFilter.default({}),
  order: queueOrder.default('encounter'),
  limit: z.number().int().min(1).max(1000).default(200),
  /** For the second round: who is about to judge. */
  reviewerId: id.nullable().default(null),
});

export const decisionsContract = {
  /** Boxes that wait, in order; in the second round those that another reviewer judged. */
  queue: oc.input(ofQueue.prefault({})).output(queue),
  /** One box, whatever was decided about it. */
  box: oc.input(z.object({ boxId: id, round: round.default('first') })).output(queuedBox),
  /** How far each encounter is; null is "without an encounter". */
  encounters: oc.output(
    z.array(
      z.object({
        id: z.number().nullable(),
        name: z.string().nullable(),
        waiting: z.number().int(),
        total: z.number().int(),
      }),
    ),
  ),
  /** The code that a new individual would get. */
  proposedCode: oc.output(z.string()),
  /** Stores a verdict on one box, or one verdict on several photos of one animal: all or none. */
  decide: oc.input(newDecision).output(storedDecision),
  /** Takes back a verdict; null: the last of this reviewer that stands. */
  undo: oc
    .input(z.object({ decisionId: id.nullable().default(null), reviewerId: id }))
    .output(z.object({ undone: z.number(), boxIds: z.array(z.number()) })),
  /** Brings back what this reviewer took back last. */
  redo: oc
    .input(z.object({ reviewerId: id }))
    .output(z.object({ decisionIds: z.array(z.number()), boxIds: z.array(z.number()) })),
  /** Newest first. */
  log: oc
    .input(page.extend({ filter: logFilter.default({}) }))
    .output(z.object({ total: z.number().int(), rows: z.array(loggedDecision) })),
  /** Writes the log as a CSV table into `folder`, beside what is there. */
  exportLog: oc
    .input(z.object({ folder: z.string().min(1), filter: logFilter.default({}) }))
    .output(z.object({ path: z.string(), rows: z.number().int() })),
  agreement: oc.output(agreement),
  disagreements: oc
    .input(z.object({ limit: z.number().int().min(1).max(1000).default(200) }).prefault({}))
    .output(z.array(disagreement)),
};
