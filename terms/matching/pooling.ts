import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** How the likeness of an animal's photos becomes one score: of the best, or of as many as there are up to three. */
export const poolings = {
  max: { title: 'Best photo', photos: 1 },
  'mean-top-3': { title: 'Mean of best 3', photos: 3 },
} as const;
export const pooling = z.enum(idsOf(poolings));
export type Pooling = z.infer<typeof pooling>;
