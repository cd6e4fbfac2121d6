import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * Who judges: the first reviewer, a second one who does not know the first's word, or who settles what the
 * two disagree about. `asks` names the work, `done` a decision that came of it.
 */
export const rounds = {
  first: { asks: 'Identify', done: 'First' },
  second: { asks: 'Second review', done: 'Second review' },
  adjudication: { asks: 'Settle', done: 'Settled' },
} as const;
export const round = z.enum(idsOf(rounds));
export type Round = z.infer<typeof round>;

/** Where a decision comes from: a person here, an imported table, or a network that nobody checked. */
export const decisionOrigin = z.enum(['person', 'import', 'pseudo-label']);
export type DecisionOrigin = z.infer<typeof decisionOrigin>;
