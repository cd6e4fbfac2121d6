/** The detectors that the app brings: trained on drawn pictures alone (docs/starter-weights.md). */
import { usualDetectorSize, type DetectorSize } from '#terms/detector/sizes.ts';
import { unpacked } from './unpacked.ts';

/** Safetensors in half precision, for `readDetector` and `startFromDetector`; not every network has some. */
export const starterDetectors: Readonly<Partial<Record<DetectorSize, string>>> & {
  readonly [usualDetectorSize]: string;
} = {
  lite0: unpacked(new URL('./lite0-pyramid.safetensors', import.meta.url)),
  n: unpacked(new URL('./detector.safetensors', import.meta.url)),
};

/** Looks at photos before anything was trained. */
export const starterDetector = starterDetectors[usualDetectorSize];
