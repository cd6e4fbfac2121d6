/** What a folder of the screens offers to the frame round all of them: each says it in its own `offer.ts`. */
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Overview } from '#terms/catalogue.ts';
import type { Job } from '#terms/jobs/job.ts';
import type { Action, Command } from './actions/action.ts';

/** A heading of the sheet of all keys with its rows. */
export interface KeySheet {
  title: string;
  keys: readonly (readonly [keys: string, what: string])[];
}

export interface Offer {
  /** Done from everywhere, by palette, menu or key. */
  actions?: readonly Action[];
  /** Keys that are heard in one place alone. */
  keySheets?: readonly KeySheet[];
  /** Forgets what is remembered of a catalogue: ids mean nothing in the next one. */
  forget?: () => void;
}

interface Entry extends Offer {
  /** One line on what it is for. */
  hint: string;
  icon: Icon;
  /** How much waits there for the person. */
  waiting?: (now: { overview: Overview | undefined; jobs: readonly Job[] | undefined }) => number;
  /** What the palette lists only while the view is shown, with the key that does it there. */
  commands?: readonly (Command & { key: string })[];
  /** Fetches what the view shows first, while the person looks at another one. */
  makeReady?: () => Promise<void>;
}

/** A view, with its screen or the way to the code of it, which is loaded late. */
export type ViewOffer = Entry &
  ({ screen: ComponentType } | { load: () => Promise<{ default: ComponentType }> });
