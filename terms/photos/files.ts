import { z } from 'zod';

/** Formats of photos that can be read, by content. */
export const photoFormat = z.enum(['jpeg', 'png', 'tiff', 'webp']);
export type PhotoFormat = z.infer<typeof photoFormat>;

const ending = /\.(?:jpe?g|png|tiff?|webp)$/i;

/** Whether a file is worth opening as a photo, by its name. */
export const isPhotoName = (name: string): boolean => ending.test(name);

/**
 * Pictures of a photo that are kept beside the catalogue, by longest edge in pixels: two for the screen, and
 * between them one for small networks that look at photos whole, to which decoding the view would cost as much
 * as their look. Of a photo that is no larger it is not made.
 */
export const keptVariants = { thumb: 256, look: 320, view: 2048 } as const;
export type KeptVariant = keyof typeof keptVariants;

/** What a screen can ask for by URL: `/photo/ID/VARIANT` or `photo://ID/VARIANT`. */
export const photoVariant = z.enum(['thumb', 'view', 'full']);
export type PhotoVariant = z.infer<typeof photoVariant>;
