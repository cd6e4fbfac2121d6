import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** `grey`: pictures without colour, each brought to one brightness and contrast. */
export const tones = {
  colour: { title: 'In colour' },
  grey: { title: 'Grey, evened out' },
} as const;
export const tonesId = z.enum(idsOf(tones));
export type Tones = z.infer<typeof tonesId>;
