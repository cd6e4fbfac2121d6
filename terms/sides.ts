import { z } from 'zod';
import { idsOf } from './tables.ts';

/** Which side of the animal a box shows; `unknown` while nobody said. `shortcut`: its key in Annotate. */
export const sides = {
  left: { title: 'Left', letter: 'L', shortcut: 'l' },
  right: { title: 'Right', letter: 'R', shortcut: 'k' },
  unknown: { title: '?', letter: '?', shortcut: 'u' },
} as const;

export const side = z.enum(idsOf(sides));
export type Side = z.infer<typeof side>;

/** A side that somebody said. */
export const knownSide = side.exclude(['unknown']);
export type KnownSide = z.infer<typeof knownSide>;
