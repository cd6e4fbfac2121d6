import type { DetectorSize } from './sizes.ts';

/** The name of a detector in cards, weights files and versions. */
export const detectorName = (size: DetectorSize): string => `yolov5-${size}`;
