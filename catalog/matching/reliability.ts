/** Whether probabilities keep what they promise. */
import { fitCalibration, probabilityOf, type ScoredPair } from './calibration.ts';
import type { CalibrationMethod, Reliability } from '#terms/matching/calibration.ts';

/** @param bins how many of equal width */
export function reliabilityOf(
  probabilities: readonly number[],
  came: readonly boolean[],
  bins = 10,
): Reliability {
  const sums = Array.from({ length: bins }, () => ({ said: 0, was: 0, n: 0 }));
  for (const [at, probability] of probabilities.entries()) {
    const sum = sums[Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)))];
    if (!sum) continue;
    sum.said += probability;
    sum.was += Number(came[at]);
    sum.n += 1;
  }
  const n = probabilities.length;
  const filled = sums.flatMap(({ said, was, n }, at) =>
    n === 0 ? [] : [{ from: at / bins, to: (at + 1) / bins, said: said / n, was: was / n, n }],
  );
  const ece = filled.reduce((sum, bin) => sum + (bin.n / n) * Math.abs(bin.said - bin.was), 0);
  return { ece, n, bins: filled };
}

/**
 * Probability of each pair by a calibration that did not see it: pairs are dealt into folds by their
 * group (the query, so that pairs of one photo stay together), and each fold is judged by the others.
 * @throws RangeError if the pairs outside a fold are too few to calibrate with
 */
export function heldOutProbabilities(
  pairs: readonly ScoredPair[],
  groups: readonly number[],
  method: CalibrationMethod,
  folds = 5,
): number[] {
  const order = new Map<number, number>();
  for (const group of groups) if (!order.has(group)) order.set(group, order.size % folds);
  const foldOf = (at: number) => order.get(groups[at] ?? -1) ?? 0;
  const said = pairs.map(() => 0);
  for (let fold = 0; fold < Math.min(folds, order.size); fold++) {
    const calibration = fitCalibration(
      pairs.filter((_, at) => foldOf(at) !== fold),
      method,
    );
    for (const [at, { score }] of pairs.entries())
      if (foldOf(at) === fold) said[at] = probabilityOf(calibration, score).probability;
  }
  return said;
}
