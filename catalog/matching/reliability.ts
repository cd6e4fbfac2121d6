/** Whether probabilities keep what they promise. */
import type { Reliability } from '#terms/matching/calibration.ts';
import { seededIntegers } from './bootstrap.ts';

/** Drawings of what comes true that the error of exact probabilities is averaged over. */
const drawings = 200;

/** Bins of equal width. */
const bins = 10;

function reliabilityIn(
  probabilities: readonly number[],
  came: readonly boolean[],
): Omit<Reliability, 'eceOfExact'> {
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
 * How far probabilities are off, and how far they would be if each came true as often as it says: a few cases never come
 * out even, so the error of a hundred is never near 0.
 */
export function reliabilityOf(
  probabilities: readonly number[],
  came: readonly boolean[],
): Reliability {
  const below = seededIntegers(1);
  const range = 2 ** 30;
  let sum = 0;
  for (let drawing = 0; drawing < drawings; drawing += 1) {
    const drawn = probabilities.map((probability) => below(range) < probability * range);
    sum += reliabilityIn(probabilities, drawn).ece;
  }
  const eceOfExact = probabilities.length === 0 ? null : sum / drawings;
  return { ...reliabilityIn(probabilities, came), eceOfExact };
}
