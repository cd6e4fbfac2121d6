import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page } from '#terms/common.ts';
import { side } from '#terms/sides.ts';
import { boxFacts } from '#terms/boxes/facts.ts';

export const verdict = z.enum([
  'match',
  'probable',
  'new',
  'unsure',
  'cannot-compare',
  'not-a-fin',
]);
export type Verdict = z.infer<typeof verdict>;

/** Who judges: the first reviewer, a second one who does not know the first's word, or who settles. */
export const round = z.enum(['first', 'second', 'adjudication']);
export type Round = z.infer<typeof round>;

/** A candidate as it stood on the screen; `individualId` null stands for "new". */
export const shownCandidate = z.object({
  individualId: id.nullable(),
  code: z.string(),
  score: z.number().nullable(),
  probability: z.number().min(0).max(1).nullable(),
  /** Pairs behind the probability. */
  n: z.number().int().nullable(),
  bestBoxId: id.nullable(),
});
export type ShownCandidate = z.infer<typeof shownCandidate>;

export const queueFilter = z.object({
  encounterId: id.nullable().optional(),
  side: side.optional(),
  minQuality: z.number().int().min(1).max(3).optional(),
  /** Where not given: the class that the network in use is meant for. */
  classId: id.optional(),
  /** Only what was put off, or only what nobody has judged. */
  standing: z.enum(['unsure', 'untouched']).optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

/** `surest` and `doubt` go by the network in use: the most alike known animal, or the least certain. */
export const queueOrder = z.enum(['encounter', 'quality', 'newest', 'surest', 'doubt']);
export type QueueOrder = z.infer<typeof queueOrder>;

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
  verdict: z.string(),
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

export const agreement = z.object({
  /** Fins that two reviewers have judged, the second without knowing of the first. */
  n: z.number().int(),
  agreed: z.number().int(),
  share: z.number().nullable(),
  /** Cohen's kappa; null where it says nothing. */
  kappa: z.number().nullable(),
  toSettle: z.number().int(),
  settled: z.number().int(),
});
export type Agreement = z.infer<typeof agreement>;

export const logFilter = z.object({
  boxId: id.optional(),
  individualId: id.optional(),
  reviewerId: id.optional(),
  verdict: z.enum([...verdict.options, 'undo']).optional(),
  round: round.optional(),
  origin: z.enum(['person', 'import', 'pseudo-label']).optional(),
  encounterId: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  text: z.string().max(200).optional(),
});
export type LogFilter = z.infer<typeof logFilter>;

export const loggedDecision = z.object({
  id: z.number(),
  boxId: z.number(),
  photoId: z.number(),
  photoName: z.string(),
  verdict: z.string(),
  individualId: z.number().nullable(),
  code: z.string().nullable(),
  /** The code that the animal goes by after all merges, where that is another. */
  nowCode: z.string().nullable(),
  reviewer: z.string().nullable(),
  round,
  origin: z.enum(['person', 'import', 'pseudo-label']),
  candidates: z.array(shownCandidate),
  model: z.string().nullable(),
  note: z.string(),
  undoneBy: z.string().nullable(),
  undoes: z.number().nullable(),
  redoes: z.number().nullable(),
  batchId: z.number().nullable(),
  isSplit: z.boolean(),
  /** Whether this is what the box shows now. */
  stands: z.boolean(),
  decidedAt: instant,
});
export type LoggedDecision = z.infer<typeof loggedDecision>;

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
  decide: oc
    .input(
      z.object({
        boxes: z
          .array(z.object({ boxId: id, version: z.number().int().min(0) }))
          .min(1)
          .max(500),
        verdict,
        individualId: id.nullable().default(null),
        code: z.string().trim().min(1).max(60).nullable().default(null),
        round: round.default('first'),
        candidates: z.array(shownCandidate).max(200).default([]),
        modelId: id.nullable().default(null),
        note: z.string().max(5000).default(''),
        reviewerId: id,
      }),
    )
    .output(
      z.object({
        decisionIds: z.array(z.number()),
        individual: z.object({ id: z.number(), code: z.string() }).nullable(),
      }),
    ),
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
