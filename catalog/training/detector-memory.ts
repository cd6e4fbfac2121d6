/** Memory that a detector's training needs, for a forecast before any network is built. */
import type { DetectorSize } from '#terms/detector/sizes.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';

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
  n: { base: 280e6, perPixel: 570 },
  s: { base: 580e6, perPixel: 1120 },
  m: { base: 1370e6, perPixel: 2120 },
  l: { base: 2810e6, perPixel: 3420 },
  x: { base: 5100e6, perPixel: 5020 },
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
