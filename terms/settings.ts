import { z } from 'zod';
import { id } from './common.ts';

/** What a person sets once; every key has a default. */
export const settings = z.object({
  colorScheme: z.enum(['dark', 'light', 'auto']).default('dark'),
  encounterGapMinutes: z.number().min(1).max(10_080).default(60),
  reviewerId: id.nullable().default(null),
  gridThumbSize: z.number().int().min(96).max(320).default(176),
});
export type Settings = z.infer<typeof settings>;
