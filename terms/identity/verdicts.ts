import { z } from 'zod';
import { idsOf } from '../tables.ts';

interface VerdictWords {
  /** On a button and in a list. */
  title: string;
  /** In a sentence about a box, before the animal's code. */
  says: string;
  /** The key that gives it. */
  shortcut: string;
  /** The animal that it names: one that is known already, one that it founds, or none. */
  names: 'known' | 'new' | null;
  /** Which of the screens' colours it has. */
  colour: 'match' | 'new' | 'unsure' | 'rejected';
}

/** What a person can say of who a box shows, in the order of the verdict bar. */
export const verdicts = {
  match: { title: 'match', says: 'is', shortcut: 'm', names: 'known', colour: 'match' },
  probable: {
    title: 'probably',
    says: 'is probably',
    shortcut: 'p',
    names: 'known',
    colour: 'match',
  },
  new: { title: 'new individual', says: 'is new:', shortcut: 'n', names: 'new', colour: 'new' },
  unsure: {
    title: 'not sure, later',
    says: 'not sure yet',
    shortcut: 's',
    names: null,
    colour: 'unsure',
  },
  'cannot-compare': {
    title: 'cannot compare',
    says: 'cannot be compared',
    shortcut: 'c',
    names: null,
    colour: 'unsure',
  },
  'not-a-fin': {
    title: 'not a fin',
    says: 'is not a fin',
    shortcut: 'x',
    names: null,
    colour: 'rejected',
  },
} as const satisfies Record<string, VerdictWords>;

export const verdict = z.enum(idsOf(verdicts));
export type Verdict = z.infer<typeof verdict>;

/** A verdict after which the box shows an animal. */
export type NamingVerdict = {
  [V in Verdict]: (typeof verdicts)[V]['names'] extends null ? never : V;
}[Verdict];
export const namingVerdict = z.enum(
  verdict.options.filter((one): one is NamingVerdict => verdicts[one].names !== null),
);

/** What a row of the log of decisions says: a verdict, or that one is taken back. */
export const loggedVerdict = z.enum([...verdict.options, 'undo']);
export type LoggedVerdict = z.infer<typeof loggedVerdict>;

/** What a list of them calls it. */
export const titleOfLogged = (logged: LoggedVerdict): string =>
  logged === 'undo' ? 'taken back' : verdicts[logged].title;

/** A row of the log in words, before the animal's code. */
export const saysOf = (logged: LoggedVerdict): string =>
  logged === 'undo' ? 'taken back' : verdicts[logged].says;
