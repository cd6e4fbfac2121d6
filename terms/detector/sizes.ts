import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** Sizes of YOLOv5 (Jocher 2020). */
export const detectorSizes = {
  n: { title: 'nano' },
  s: { title: 'small' },
  m: { title: 'medium' },
  l: { title: 'large' },
  x: { title: 'extra large' },
} as const;
export const detectorSize = z.enum(idsOf(detectorSizes));
export type DetectorSize = z.infer<typeof detectorSize>;
