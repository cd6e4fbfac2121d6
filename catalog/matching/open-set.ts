/**
 * Animals that nobody knows yet. The answer "a new individual" stands in a ranking at a threshold τ on
 * the first score: behind the first animal where that is more alike than τ, before it where not.
 */

/** A query of a validation: who it showed, and what the search said. */
export interface IdentificationCase {
  /** Whether its animal is among the known at all. */
  known: boolean;
  /** Place of its animal among the individuals, 1 for the first; null where it is not listed. */
  rank: number | null;
  /** Score of the first individual; −1 where there was none. */
  topScore: number;
}

/** Place of the right answer in the list with the new individual in it; null where it is not listed. */
export function rankInList(
  { known, rank, topScore }: IdentificationCase,
  threshold: number,
): number | null {
  const sure = topScore > threshold;
  if (!known) return sure ? 2 : 1;
  if (rank === null) return null;
  return rank === 1 && sure ? 1 : rank + 1;
}

/** Average precision of one right answer in a list of five: 1/rank, 0 beyond. */
export const averagePrecisionAt5 = (rank: number | null): number =>
  rank !== null && rank <= 5 ? 1 / rank : 0;

interface Threshold {
  threshold: number;
  /** π·new + (1 − π)·known at the threshold. */
  map5: number;
}

/**
 * The threshold with the best MAP@5 for a share π of new animals among the queries: π·new + (1 − π)·known.
 * Every threshold that makes a difference is tried; of equal ones the middle of the widest gap is taken.
 * @param newShare 0…1; the Happywhale winners expected about .1 to .165
 * @throws RangeError without cases or for a share outside 0…1
 */
export function chooseThreshold(cases: readonly IdentificationCase[], newShare: number): Threshold {
  if (cases.length === 0)
    throw new RangeError('Choosing a threshold for new individuals: there is no validation query.');
  if (!(newShare >= 0 && newShare <= 1))
    throw new RangeError(`The share of new individuals is ${newShare}; it must be from 0 to 1.`);
  const [known, fresh] = [cases.filter(({ known }) => known), cases.filter(({ known }) => !known)];
  const weight = (of: readonly IdentificationCase[], share: number) =>
    of.length === 0 ? 0 : share / of.length;
  // Where one kind of query is missing there is only the other to go by.
  const [knownWeight, newWeight] =
    fresh.length === 0 || known.length === 0
      ? [weight(known, 1), weight(fresh, 1)]
      : [weight(known, 1 - newShare), weight(fresh, newShare)];
  const gain = (one: IdentificationCase, threshold: number) =>
    (one.known ? knownWeight : newWeight) * averagePrecisionAt5(rankInList(one, threshold));
  const sorted = cases.toSorted((a, b) => a.topScore - b.topScore);
  const lowest = (sorted[0]?.topScore ?? 0) - 1;
  // From below all scores upwards: each query that falls under the threshold changes sides.
  let value = cases.reduce((sum, one) => sum + gain(one, lowest), 0);
  let best = { map5: -1, from: 0, to: 0 };
  for (let at = 0; at <= sorted.length; at++) {
    const before = at === 0 ? Math.min(-1, lowest + 0.5) : (sorted[at - 1]?.topScore ?? -1);
    const next = at === sorted.length ? Math.max(1, before) : (sorted[at]?.topScore ?? 1);
    const wider = next - before > best.to - best.from;
    if (next > before || at === sorted.length)
      if (value > best.map5 + 1e-12 || (value > best.map5 - 1e-12 && wider))
        best = { map5: value, from: before, to: next };
    const one = sorted[at];
    if (one) value += gain(one, one.topScore) - gain(one, lowest);
  }
  return { threshold: (best.from + best.to) / 2, map5: best.map5 };
}
