import { z } from 'zod';
import { wallClock } from '../common.ts';
import { photoFormat } from './files.ts';

/** What EXIF says of a photo; everything absent or impossible is null. */
const exifFacts = z.object({
  takenMs: wallClock.nullable(),
  utcOffsetMinutes: z.number().int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  photographer: z.string().nullable(),
});
export type ExifFacts = z.infer<typeof exifFacts>;

/** What a picture's file says of it. */
export const pictureFacts = exifFacts.extend({
  /** By content, whatever the file is called. */
  format: photoFormat,
  /** Pixels of the upright picture. */
  width: z.number().int(),
  height: z.number().int(),
  /** EXIF orientation 1–8 of the file as stored. */
  orientation: z.number().int().min(1).max(8),
});
export type PictureFacts = z.infer<typeof pictureFacts>;
