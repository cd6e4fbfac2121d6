import { z } from 'zod';
import { wallClock } from '../common.ts';
import { factSource } from './fact-sources.ts';
import { photoFormat } from './files.ts';

/** What a file says of when, where and by whom it was taken; everything absent or impossible is null. */
const captureFacts = z.object({
  takenMs: wallClock.nullable(),
  /** Only the day of `takenMs` is known. */
  dayOnly: z.boolean().default(false),
  utcOffsetMinutes: z.number().int().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  photographer: z.string().nullable(),
  /** Which part of the file says when it was taken; null without a date. */
  takenSource: factSource.nullable().default(null),
  /** Which part of the file says where; null without a position. */
  placeSource: factSource.nullable().default(null),
  /** Which part of the file says who took it. */
  photographerSource: factSource.nullable().default(null),
});
export type CaptureFacts = z.infer<typeof captureFacts>;

/** What a picture's file says of it. */
export const pictureFacts = captureFacts.extend({
  /** By content, whatever the file is called. */
  format: photoFormat,
  /** Pixels of the upright picture. */
  width: z.number().int(),
  height: z.number().int(),
  /** EXIF orientation 1–8 of the file as stored. */
  orientation: z.number().int().min(1).max(8),
});
export type PictureFacts = z.infer<typeof pictureFacts>;
