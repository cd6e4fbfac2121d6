import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** How often an individual is shown. */
export const samplings = {
  natural: { title: 'As they come' },
  balanced: { title: 'All alike' },
} as const;
export const samplingId = z.enum(idsOf(samplings));
export type SamplingId = z.infer<typeof samplingId>;
