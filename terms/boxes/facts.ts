import { z } from 'zod';
import { gradeShape } from './attributes.ts';
import { boxKind } from './kinds.ts';
import { wallClock } from '../common.ts';
import { rectangle } from '../geometry.ts';
import { side } from '../sides.ts';

/** A box with everything that a person who compares fins wants to see of it. */
export const boxFacts = z.object({
  boxId: z.number(),
  photoId: z.number(),
  photoName: z.string(),
  /** Pixels of the upright photo. */
  width: z.number().int(),
  height: z.number().int(),
  ...rectangle.shape,
  kind: boxKind,
  /** Counts changes of the geometry. */
  revision: z.number().int(),
  className: z.string(),
  side,
  ...gradeShape,
  takenMs: wallClock.nullable(),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  encounterId: z.number().nullable(),
  encounterName: z.string().nullable(),
  missing: z.boolean(),
});
export type BoxFacts = z.infer<typeof boxFacts>;
