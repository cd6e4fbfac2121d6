/** What two reviewers said of the same fins, the second without knowing of the first. */
import { z } from 'zod';
import { boxFacts } from '../boxes/facts.ts';
import { instant } from '../common.ts';
import { decisionOrigin } from './rounds.ts';
import { verdict } from './verdicts.ts';

/** A verdict as the other side of the comparison sees it. */
const givenVerdict = z.object({
  decisionId: z.number(),
  verdict,
  individualId: z.number().nullable(),
  /** Null where no animal is named; a second reviewer's "new" names none. */
  code: z.string().nullable(),
  reviewerId: z.number().nullable(),
  reviewer: z.string().nullable(),
  origin: decisionOrigin,
  note: z.string(),
  decidedAt: instant,
});
export type GivenVerdict = z.infer<typeof givenVerdict>;

/** A box on which the two disagree, and nobody had the last word. */
export const disagreement = boxFacts.extend({
  /** Newest decision of the first round, for the verdict that settles it. */
  version: z.number().int(),
  first: givenVerdict,
  second: givenVerdict,
});
export type Disagreement = z.infer<typeof disagreement>;

/** How often they agree. */
export const agreement = z.object({
  /** Fins that both have judged. */
  n: z.number().int(),
  agreed: z.number().int(),
  /** Of those both judged, 0–1; null if there are none. */
  share: z.number().nullable(),
  /** Cohen's kappa; null where it says nothing. */
  kappa: z.number().nullable(),
  toSettle: z.number().int(),
  settled: z.number().int(),
});
export type Agreement = z.infer<typeof agreement>;
