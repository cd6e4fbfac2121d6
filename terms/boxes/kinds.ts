import { z } from 'zod';

/**
 * What a box stands for. `place`: where on the photo an animal is. `cut-out`: all of a picture that is the animal,
 * made on purpose. The others are boxes in name only: as large as the photo, counted and drawn nowhere, taught to no
 * detector, and gone as soon as there is a place. `name`: who is on the photo, while nobody knows where; it is neither
 * embedded nor matched. `whole`: the photo itself, where a detector found no place; it is embedded and matched.
 */
export const boxKind = z.enum(['place', 'cut-out', 'name', 'whole']);
export type BoxKind = z.infer<typeof boxKind>;

/** As a screen marks a box that is no place on its photo; null where nothing is to be said. */
export const kindMarks = {
  place: null,
  'cut-out': 'cut-out',
  name: 'named, not yet boxed',
  whole: 'the whole photo: no fin was found',
} as const satisfies Record<BoxKind, string | null>;
