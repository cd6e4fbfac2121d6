import { z } from 'zod';
import { wallClock } from '../common.ts';

/** How an encounter came about: by folder and time, by a person's hand, or out of a table. */
const encounterOrigin = z.enum(['grouped', 'person', 'import']);

/** One sighting of a group at a time and place; its times are those of its photos. */
export const encounter = z.object({
  id: z.number(),
  name: z.string(),
  origin: encounterOrigin,
  place: z.string().nullable(),
  species: z.string().nullable(),
  notes: z.string(),
  startsMs: wallClock.nullable(),
  endsMs: wallClock.nullable(),
  /** Of no photo of it the time of day is known. */
  dayOnly: z.boolean(),
  photos: z.number().int(),
  coverPhotoId: z.number().nullable(),
});
export type Encounter = z.infer<typeof encounter>;

/** What a person can write about an encounter; what is not given stays. */
export const encounterEdits = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  place: z.string().nullable().optional(),
  species: z.string().nullable().optional(),
  notes: z.string().optional(),
});
export type EncounterEdits = z.infer<typeof encounterEdits>;

/** Minutes without a photo after which a new encounter begins: least, most, and unless told otherwise. */
export const encounterGap = { least: 1, most: 10_080, usual: 60 } as const;
export const encounterGapMinutes = z.number().min(encounterGap.least).max(encounterGap.most);
