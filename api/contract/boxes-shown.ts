import { z } from 'zod';
import { wallClock } from '#terms/common.ts';
import { side } from '#terms/sides.ts';

/** A box with everything that a person who compares fins wants to see of it. */
export const boxFacts = z.object({
  boxId: z.number(),
  photoId: z.number(),
  photoName: z.string(),
  /** Pixels of the upright photo. */
  width: z.number().int(),
  height: z.number().int(),
  /** Fractions of the upright photo, top left corner. */
  x: z.number(),
  y: z.number(),
  w: z.number(),
  h: z.number(),
  revision: z.number().int(),
  className: z.string(),
  side,
  angle: z.number().nullable(),
  exposure: z.number().nullable(),
  focus: z.number().nullable(),
  visible: z.number().nullable(),
  distinctiveness: z.number().nullable(),
  takenMs: wallClock.nullable(),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  encounterId: z.number().nullable(),
  encounterName: z.string().nullable(),
  missing: z.boolean(),
});
export type BoxFacts = z.infer<typeof boxFacts>;
