/** Whether probabilities keep what they promise. */
import type { Reliability } from '#terms/matching/calibration.ts';

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
