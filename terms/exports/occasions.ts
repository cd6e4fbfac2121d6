import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** How time can be cut into capture occasions. A trip is a run of days without a gap longer than given. */
export const occasionSchemes = {
  day: { title: 'Days' },
  trip: { title: 'Trips' },
  month: { title: 'Months' },
  season: { title: 'Seasons' },
  year: { title: 'Years' },
} as const;

/** Days of the gap that ends a trip. */
export const tripGap = { least: 0, most: 365, usual: 3 } as const;

export const occasionScheme = z.union([
  z.object({ by: z.enum(idsOf(occasionSchemes)).exclude(['trip']) }),
  z.object({
    by: z.literal('trip'),
    gapDays: z.number().int().min(tripGap.least).max(tripGap.most),
  }),
]);
export type OccasionScheme = z.infer<typeof occasionScheme>;
