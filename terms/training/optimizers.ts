import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** How a step changes the weights. */
export const optimizers = {
  adamw: { title: 'AdamW' },
  sgd: { title: 'SGD' },
} as const;
export const optimizerId = z.enum(idsOf(optimizers));
export type OptimizerId = z.infer<typeof optimizerId>;
