import { z } from 'zod';
import { id } from '../common.ts';
import { rectangle } from '../geometry.ts';

/** A box to be cut out. */
export const cropBox = rectangle.extend({
  boxId: id,
  /** Counts changes of the geometry. */
  revision: z.number().int(),
  photoId: id,
  photoName: z.string(),
  /** Content of the photo. */
  sha256: z.string(),
  /** The photo's own file; it may be gone, or be another picture's. */
  path: z.string(),
  /** Size and time at which it was the photo's, and what makes it the same picture in other bytes. */
  bytes: z.number().int().optional(),
  mtimeMs: z.number().int().optional(),
  pictureHash: z.string().nullable().optional(),
});
export type CropBox = z.infer<typeof cropBox>;

/** A box that could not be cut out, and why. */
export const skippedBox = z.object({ boxId: id, photoName: z.string(), reason: z.string() });
export type SkippedBox = z.infer<typeof skippedBox>;
