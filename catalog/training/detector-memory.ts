/** Memory that a detector's training needs, for a forecast before any network is built. */
import type { DetectorRecipe, DetectorSize } from './detector-recipe.ts';

interface Need {
  /** Bytes whatever the batch: runtime, parameters and their moments. */
  base: number;
  /** Bytes a pixel of a picture of the batch. */
  perPixel: number;
}

/**
 * Straight lines through what the engine's own forecast says of the built step (`memoryNeed`);
 * `worker/detector/memory.test.ts` holds the two together.
 */
export const detectorNeeds: Readonly<Record<DetectorSize, Need>> = {
  n: { base: 430e6, perPixel: 900 },
  s: { base: 600e6, perPixel: 1800 },
  m: { base: 1100e6, perPixel: 3300 },
  l: { base: 1900e6, perPixel: 5300 },
  x: { base: 3300e6, perPixel: 7700 },
};

/** Part of the free memory that a training may take; the rest is for photos and the screens. */
const SHARE = 0.8;

/** @param free bytes */
export function detectorMemory(
  { size, input, batch }: Pick<DetectorRecipe, 'size' | 'input' | 'batch'>,
  free: number,
): { bytes: number; free: number; fittingBatch: number | null } {
  const { base, perPixel } = detectorNeeds[size];
  const each = perPixel * input * input;
  const bytes = base + each * batch;
  const fits = bytes <= free * SHARE;
  const fitting = Math.max(0, Math.floor((free * SHARE - base) / each));
  return { bytes, free, fittingBatch: fits ? null : fitting };
}
