import { z } from 'zod';

/** Which side of the animal a box shows; `unknown` while nobody said. */
export const side = z.enum(['left', 'right', 'unknown']);
export type Side = z.infer<typeof side>;

/** A side that somebody said. */
export const knownSide = side.exclude(['unknown']);
export type KnownSide = z.infer<typeof knownSide>;
