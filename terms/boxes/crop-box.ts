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
  /** The photo's own file; it may be gone. */
  path: z.string(),
});
export type CropBox = z.infer<typeof cropBox>;

/** A box that could not be cut out, and why. */
export const skippedBox = z.object({ boxId: id, photoName: z.string(), reason: z.string() });
export type SkippedBox = z.infer<typeof skippedBox>;
