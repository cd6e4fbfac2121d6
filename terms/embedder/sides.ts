import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * What an animal's left and right side are to a network.
 * - `apart`: two classes
 * - `mirrored`: one class; right sides are turned into left ones before they are seen
 * - `together`: one class
 */
export const sidesTreatments = {
  apart: { title: 'Left and right apart' },
  mirrored: { title: 'Right sides mirrored' },
  together: { title: 'Together' },
} as const;
export const sidesTreatment = z.enum(idsOf(sidesTreatments));
export type SidesTreatment = z.infer<typeof sidesTreatment>;
