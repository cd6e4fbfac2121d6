import { z } from 'zod';
import { id, instant, wallClock } from '../common.ts';
import { factSource } from './fact-sources.ts';
import { photoFormat } from './files.ts';

/** Every field narrows; times are wall-clock milliseconds, both ends included. */
export const photoFilter = z.object({
  /** Part of the file name or path. */
  text: z.string().optional(),
  /** Null: photos in no encounter. */
  encounterId: id.nullable().optional(),
  takenFrom: wallClock.optional(),
  takenTo: wallClock.optional(),
  /** `named`: somebody is on it by name, and nobody has boxed whom. */
  boxes: z.enum(['none', 'some', 'proposed', 'named']).optional(),
  species: z.string().optional(),
  checked: z.boolean().optional(),
  /** As its files name it. */
  camera: z.string().optional(),
  missing: z.boolean().optional(),
});
export type PhotoFilter = z.infer<typeof photoFilter>;

export const photoSort = z.object({
  by: z.enum(['taken', 'name', 'imported']).default('taken'),
  descending: z.boolean().default(false),
});
export type PhotoSort = z.infer<typeof photoSort>;

/** A photo as a grid shows it. `width`, `height`: pixels, upright. */
export const photoRow = z.object({
  id: z.number(),
  name: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  takenMs: wallClock.nullable(),
  /** Only the day of `takenMs` is known. */
  dayOnly: z.boolean(),
  encounterId: z.number().nullable(),
  boxes: z.number().int(),
  proposedBoxes: z.number().int(),
  /** Names that are not with an animal on it yet. */
  names: z.number().int(),
  checked: z.boolean(),
  missing: z.boolean(),
});
export type PhotoRow = z.infer<typeof photoRow>;

export const photoDetail = photoRow.extend({
  path: z.string(),
  copies: z.array(z.string()),
  sha256: z.string(),
  bytes: z.number().int(),
  format: photoFormat,
  orientation: z.number().int(),
  utcOffsetMinutes: z.number().int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  photographer: z.string().nullable(),
  /** Name of the place, where it was said of the photo itself. */
  place: z.string().nullable(),
  /** Where facts come from; null where there is none, or it was not noted. */
  takenSource: factSource.nullable(),
  positionSource: factSource.nullable(),
  photographerSource: factSource.nullable(),
  /** Seconds by which the camera's clock was put right. */
  clockShiftS: z.number().int(),
  /** Whether another picture stands at its path. */
  replaced: z.boolean(),
  species: z.string().nullable(),
  encounterName: z.string().nullable(),
  importedAt: instant,
  checkedAt: instant.nullable(),
  /** Codes of the animals that are on it by name, wherever that is; none are told to a second reviewer. */
  named: z.array(z.string()),
});
export type PhotoDetail = z.infer<typeof photoDetail>;

/** What the filters can offer, with how many photos each would leave. */
export const photoFacets = z.object({
  total: z.number().int(),
  checked: z.number().int(),
  withoutBoxes: z.number().int(),
  withProposals: z.number().int(),
  named: z.number().int(),
  missing: z.number().int(),
  withoutEncounter: z.number().int(),
  species: z.array(z.object({ name: z.string(), photos: z.number().int() })),
  /** Cameras that files name. */
  cameras: z.array(z.object({ name: z.string(), photos: z.number().int() })),
  /** Wall-clock days with photos, `YYYY-MM-DD`, in order. */
  days: z.array(z.object({ day: z.string(), photos: z.number().int() })),
});
export type PhotoFacets = z.infer<typeof photoFacets>;

/** A file of an import that could not be read, and why. */
export const unreadableFile = z.object({
  path: z.string(),
  reason: z.string(),
  seenAt: instant,
});
export type UnreadableFile = z.infer<typeof unreadableFile>;

/** What looking again for photos that were not found came to. */
export const relinked = z.object({
  found: z.number().int(),
  stillMissing: z.number().int(),
  /** Files that might have been one of them and could not be read. */
  unreadable: z.array(z.string()),
});
export type Relinked = z.infer<typeof relinked>;
