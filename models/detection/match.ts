/** Which detection found which drawn box. */
import { overlapOf, type Rectangle } from '#terms/geometry.ts';
import type { LabelledBox } from '../nets/detectors/labelled-box.ts';
import type { ScoredBox } from './boxes.ts';

/** What is on a photo and what was found on it. */
export interface JudgedBoxes {
  /** What people drew. */
  truths: readonly LabelledBox[];
  detections: readonly ScoredBox[];
}

/** For each detection of one class, surest first: the truth that it found, or -1 for a false alarm. */
interface Matching {
  detections: ScoredBox[];
  found: number[];
}

/** Detections of a photo that count, the surest; COCO's limit. */
const mostDetections = 100;

/**
 * COCO's way: the surest detection chooses first, and takes the box that it covers best of those still
 * free; below `overlap` it takes none.
 * @param truths of one class
 * @param detections of the same class
 */
export function matchByOverlap(
  truths: readonly Rectangle[],
  detections: readonly ScoredBox[],
  overlap: number,
): Matching {
  const sorted = detections
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, mostDetections);
  const taken = new Set<number>();
  const found = sorted.map((detection) => {
    let best = -1;
    let bestOverlap = Math.min(overlap, 1 - 1e-10);
    for (const [at, truth] of truths.entries()) {
      const shared = overlapOf(truth, detection);
      if (!taken.has(at) && shared >= bestOverlap) [best, bestOverlap] = [at, shared];
    }
    if (best !== -1) taken.add(best);
    return best;
  });
  return { detections: sorted, found };
}
