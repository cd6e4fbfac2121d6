import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** `grey` also brings each picture to one brightness and contrast; `shades` leaves them as they are. */
export const tones = {
  colour: { title: 'In colour' },
  shades: { title: 'Grey' },
  grey: { title: 'Grey, evened out' },
} as const;
export const tonesId = z.enum(idsOf(tones));
export type Tones = z.infer<typeof tonesId>;
