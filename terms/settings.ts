import { z } from 'zod';
import { id } from './common.ts';
import { encounterGap, encounterGapMinutes } from './photos/encounters.ts';

/** Sizes of the photos in the grid, pixels of the screen: smallest, largest, and as it is at first. */
export const gridThumb = { least: 96, most: 320, usual: 176 } as const;

/** What a person sets once; every key has a default. */
export const settings = z.object({
  colorScheme: z.enum(['dark', 'light', 'auto']).default('dark'),
  encounterGapMinutes: encounterGapMinutes.default(encounterGap.usual),
  reviewerId: id.nullable().default(null),
  /** The import of which somebody said whether its photos are cut-outs. */
  cutOutsAnswered: z.number().int().default(0),
  gridThumbSize: z.number().int().min(gridThumb.least).max(gridThumb.most).default(gridThumb.usual),
});
export type Settings = z.infer<typeof settings>;
