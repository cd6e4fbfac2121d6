import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, page, wallClock } from '#terms/common.ts';

export const photoFilter = z.object({
  /** Part of the file name or path. */
  text: z.string().optional(),
  encounterId: id.nullable().optional(),
  takenFrom: wallClock.optional(),
  takenTo: wallClock.optional(),
  boxes: z.enum(['none', 'some', 'proposed']).optional(),
  species: z.string().optional(),
  checked: z.boolean().optional(),
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
  encounterId: z.number().nullable(),
  boxes: z.number().int(),
  proposedBoxes: z.number().int(),
  checked: z.boolean(),
  missing: z.boolean(),
});
export type PhotoRow = z.infer<typeof photoRow>;

export const photoDetail = photoRow.extend({
  path: z.string(),
  copies: z.array(z.string()),
  sha256: z.string(),
  bytes: z.number().int(),
  format: z.enum(['jpeg', 'png', 'tiff', 'webp']),
  orientation: z.number().int(),
  utcOffsetMinutes: z.number().int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  photographer: z.string().nullable(),
  species: z.string().nullable(),
  encounterName: z.string().nullable(),
  importedAt: instant,
  checkedAt: instant.nullable(),
});
export type PhotoDetail = z.infer<typeof photoDetail>;

/** What the filters can offer, with how many photos each would leave. */
export const photoFacets = z.object({
  total: z.number().int(),
  checked: z.number().int(),
  withoutBoxes: z.number().int(),
  withProposals: z.number().int(),
  missing: z.number().int(),
  withoutEncounter: z.number().int(),
  species: z.array(z.object({ name: z.string(), photos: z.number().int() })),
  /** Wall-clock days with photos, `YYYY-MM-DD`, in order. */
  days: z.array(z.object({ day: z.string(), photos: z.number().int() })),
});
export type PhotoFacets = z.infer<typeof photoFacets>;

const selection = z.object({ photoIds: z.array(id).min(1).max(100_000) });

export const photosContract = {
  list: oc
    .input(page.extend({ filter: photoFilter.default({}), sort: photoSort.prefault({}) }))
    .output(z.object({ total: z.number().int(), rows: z.array(photoRow) })),
  /** Ids in the order of the list, for selecting ranges and for stepping through. */
  ids: oc
    .input(z.object({ filter: photoFilter.default({}), sort: photoSort.prefault({}) }))
    .output(z.array(z.number())),
  get: oc.input(z.object({ photoId: id })).output(photoDetail),
  facets: oc.output(photoFacets),
  unreadable: oc.output(
    z.array(z.object({ path: z.string(), reason: z.string(), seenAt: instant })),
  ),
  setChecked: oc.input(selection.extend({ checked: z.boolean() })).output(z.void()),
  setSpecies: oc.input(selection.extend({ species: z.string().nullable() })).output(z.void()),
  /** Looks again for photos that were not found, under `folder` if one is given, by content. */
  relink: oc.input(z.object({ folder: z.string().optional() })).output(
    z.object({
      found: z.number().int(),
      stillMissing: z.number().int(),
      /** Files that might have been one of them and could not be read. */
      unreadable: z.array(z.string()),
    }),
  ),
};
