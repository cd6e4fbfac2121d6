import { z } from 'zod';
import { id } from '../common.ts';
import { rectangle } from '../geometry.ts';

/** A box that a detector found; `confidence` is 0–1. */
const detection = rectangle.extend({ className: z.string(), confidence: z.number() });

/** What was found on one photo. */
export const detectedPhoto = z.object({ photoId: id, boxes: z.array(detection) });
export type DetectedPhoto = z.infer<typeof detectedPhoto>;

/** A box as a report shows it, by itself: it may be gone from the catalogue since. */
export const reportBox = rectangle.extend({ photoId: id, photoName: z.string() });
export type ReportBox = z.infer<typeof reportBox>;

/** A photo that a version was judged on. */
export const judgedPhoto = z.object({
  photoId: id,
  photoName: z.string(),
  /** What a person drew there. */
  boxes: z.array(rectangle.extend({ boxId: id, className: z.string() })),
  /** What the version found there, surest first; `boxId` is the box that it found, null for a false alarm. */
  found: z.array(detection.extend({ boxId: id.nullable() })),
});
export type JudgedPhoto = z.infer<typeof judgedPhoto>;
