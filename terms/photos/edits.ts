import { z } from 'zod';
import { instant, wallClock } from '../common.ts';

/** Furthest that a camera's clock is put right at once, seconds: a camera that was never set counts from its maker's year. */
const mostShiftS = 40 * 366 * 86_400;

const position = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
/** A place in degrees. */
export type Position = z.infer<typeof position>;

/** What a person changes in facts of photos, many at once; what is not given stays, null takes a fact away. */
export const photoChange = z.object({
  /** Moves the time by so many seconds, of photos that have one: the camera's clock was wrong. */
  shiftS: z.number().int().min(-mostShiftS).max(mostShiftS).optional(),
  /** The day, at its beginning as wall clock; photos that have a time of day keep it. Null takes the date away. */
  day: wallClock.nullable().optional(),
  /** Seconds after midnight, for photos that have or are given a day. */
  timeS: z.number().int().min(0).max(86_399).optional(),
  position: position.nullable().optional(),
  /** Name of the place. */
  place: z.string().trim().max(200).nullable().optional(),
  photographer: z.string().trim().max(200).nullable().optional(),
});
export type PhotoChange = z.infer<typeof photoChange>;

/** A change as it was made, which can be taken back as a whole. */
export const photoEdit = z.object({
  /** Null where nothing was to be changed. */
  editId: z.number().int().nullable(),
  /** Photos that it changed. */
  photos: z.number().int(),
});
export type PhotoEdit = z.infer<typeof photoEdit>;

/** The last change that stands, in words that follow "Undo". */
export const lastPhotoEdit = photoEdit.extend({
  editId: z.number().int(),
  action: z.string(),
  at: instant,
});
export type LastPhotoEdit = z.infer<typeof lastPhotoEdit>;

/** How photos are placed on a track by their times. */
export const trackOptions = z.object({
  /** The zone of the cameras' clocks where photos do not say it, minutes east of UTC. */
  zoneMinutes: z
    .number()
    .int()
    .min(-14 * 60)
    .max(14 * 60)
    .nullable()
    .default(null),
  /** Seconds that the camera's clock was ahead of the receiver's. */
  aheadS: z.number().int().min(-86_400).max(86_400).default(0),
  /** Furthest from a point of the track in time, seconds. */
  mostGapS: z.number().int().min(1).max(86_400).default(600),
  /** Whether photos that have a position are placed anew. */
  replace: z.boolean().default(false),
});
export type TrackOptions = z.infer<typeof trackOptions>;

/** What placing photos on a track comes to. */
export const trackReport = photoEdit.extend({
  points: z.number().int(),
  /** First and last point, UTC milliseconds. */
  from: instant,
  to: instant,
  placed: z.number().int(),
  /** Photos that were left: they have a position, no date, no known zone, or no point near in time. */
  hadPosition: z.number().int(),
  undated: z.number().int(),
  withoutZone: z.number().int(),
  outside: z.number().int(),
});
export type TrackReport = z.infer<typeof trackReport>;

/** The photos of a camera on a line of time. */
export const cameraTimes = z.object({
  /** Null: photos whose files name no camera. */
  camera: z.string().nullable(),
  /** Those that are to be shifted, and others of the same days; wall clock, in order, thinned where they are many. */
  chosen: z.array(wallClock),
  others: z.array(wallClock),
  photos: z.number().int(),
});
export type CameraTimes = z.infer<typeof cameraTimes>;
