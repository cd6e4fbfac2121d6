import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, page } from '#terms/common.ts';
import {
  logFilter,
  loggedDecision,
  newDecision,
  redoneDecision,
  storedDecision,
  undoneDecision,
} from '#terms/identity/decisions.ts';
import {
  queue,
  queuedBox,
  queueEncounter,
  queueFilter,
  queueOrder,
} from '#terms/identity/queue.ts';
import { round } from '#terms/identity/rounds.ts';
import { agreement, disagreement } from '#terms/identity/second-review.ts';

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
  encounters: oc.output(z.array(queueEncounter)),
  /** The code that a new individual would get. */
  proposedCode: oc.output(z.string()),
  /** Stores a verdict on one box, or one verdict on several photos of one animal: all or none. */
  decide: oc.input(newDecision).output(storedDecision),
  /** Takes back a verdict; null: the last of this reviewer that stands. */
  undo: oc
    .input(z.object({ decisionId: id.nullable().default(null), reviewerId: id }))
    .output(undoneDecision),
  /** Brings back what this reviewer took back last. */
  redo: oc.input(z.object({ reviewerId: id })).output(redoneDecision),
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
