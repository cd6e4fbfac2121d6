import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * Networks that a detector can be: `lite0` has a backbone that has seen the world, the letters are the sizes of
 * YOLOv5 (Jocher 2020). `name`: in cards, weights files and versions.
 */
export const detectorSizes = {
  lite0: { title: 'Lite0 pyramid', name: 'lite0-pyramid' },
  n: { title: 'YOLOv5 nano', name: 'yolov5-n' },
  s: { title: 'YOLOv5 small', name: 'yolov5-s' },
  m: { title: 'YOLOv5 medium', name: 'yolov5-m' },
  l: { title: 'YOLOv5 large', name: 'yolov5-l' },
  x: { title: 'YOLOv5 extra large', name: 'yolov5-x' },
} as const;
export const detectorSize = z.enum(idsOf(detectorSizes));
export type DetectorSize = z.infer<typeof detectorSize>;
export type YoloSize = Exclude<DetectorSize, 'lite0'>;

/** What a detector is where nobody says. */
export const usualDetectorSize = 'lite0' satisfies DetectorSize;

/** The name of a detector in cards, weights files and versions. */
export const detectorName = (size: DetectorSize): string => detectorSizes[size].name;
