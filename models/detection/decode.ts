/** From the rows that an exported detector puts out to detections. */
import type { ScoredBox } from './boxes.ts';

interface DecodeOptions {
  classes: number;
  /** Least confidence: the chance that something is there times that of the class. */
  confidence: number;
  /**
   * A detection for every class that reaches the confidence, as average precision wants it; else only
   * for the likeliest. Default false.
   */
  everyClass?: boolean;
}

/**
 * Detections of one picture in pixels of the input, not yet suppressed.
 * @param rows [proposals, 5 + classes]: middle, sides, chance of anything, chance of each class
 * @throws RangeError if the numbers are no whole rows
 */
export function detectionsOf(
  rows: Float32Array,
  { classes, confidence, everyClass = false }: DecodeOptions,
): ScoredBox[] {
  const length = 5 + classes;
  if (rows.length % length !== 0)
    throw new RangeError(
      `${rows.length} numbers are no whole rows of ${length}: the detector has another number of classes than ${classes}.`,
    );
  const found: ScoredBox[] = [];
  for (let start = 0; start < rows.length; start += length) {
    const anything = rows[start + 4] ?? 0;
    if (anything < confidence) continue;
    const [x = 0, y = 0, w = 0, h = 0] = rows.subarray(start, start + 4);
    let best = -1;
    let bestChance = -1;
    for (let label = 0; label < classes; label++) {
      // One class alone is not taught: whatever is there is it.
      const chance = classes === 1 ? anything : anything * (rows[start + 5 + label] ?? 0);
      if (everyClass && chance >= confidence)
        found.push({ label, confidence: chance, x: x - w / 2, y: y - h / 2, w, h });
      if (chance > bestChance) [best, bestChance] = [label, chance];
    }
    if (!everyClass && bestChance >= confidence)
      found.push({ label: best, confidence: bestChance, x: x - w / 2, y: y - h / 2, w, h });
  }
  return found;
}

/** The rows of each picture of a batch's output, as views. */
export function rowsOf(output: Float32Array, batch: number): Float32Array[] {
  const each = output.length / batch;
  return Array.from({ length: batch }, (_, at) => output.subarray(at * each, (at + 1) * each));
}
