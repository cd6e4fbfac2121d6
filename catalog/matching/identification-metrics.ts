/** How well queries were identified: MAP@5, top-N, new animals, and what a person would miss. */
import type { Figure, IdentificationFigures, MissRate } from '#terms/matching/figures.ts';
import { bootstrapInterval } from './bootstrap.ts';
import { averagePrecisionAt5, rankInList, type IdentificationCase } from './open-set.ts';

interface FigureOptions {
  /** Seed of the intervals. */
  seed: number;
  /** Drawings; 0 leaves intervals out. Default 1,000. */
  rounds?: number;
  /** Cases drawn together, such as those of one animal; one a case. */
  groups?: readonly (string | number)[];
}

/** A figure over some of the cases, given as numbers of each; NaN for a case it does not count. */
export function figureOf(values: readonly number[], options: FigureOptions): Figure {
  const meanOf = (cases: readonly number[]) => {
    let [sum, n] = [0, 0];
    for (const at of cases) {
      const value = values[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      n += 1;
    }
    return sum / n;
  };
  const all = [...values.keys()];
  const n = values.filter((value) => !Number.isNaN(value)).length;
  const { seed, rounds = 1000, groups } = options;
  const interval =
    n < 2 || rounds === 0
      ? null
      : bootstrapInterval(values.length, meanOf, { seed, rounds, ...(groups ? { groups } : {}) });
  return { value: n === 0 ? NaN : meanOf(all), n, interval };
}

/** @param threshold on the first score, see `chooseThreshold`; of all cases, or of each */
export function identificationReport(
  cases: readonly IdentificationCase[],
  threshold: number | readonly number[],
  options: FigureOptions,
): IdentificationFigures {
  const precision = cases.map((one, at) => {
    const own = typeof threshold === 'number' ? threshold : (threshold[at] ?? NaN);
    return averagePrecisionAt5(rankInList(one, own));
  });
  const figure = (of: (one: IdentificationCase, at: number) => number) =>
    figureOf(cases.map(of), options);
  const within = (places: number) =>
    figure(({ known, rank }) => (known ? Number(rank !== null && rank <= places) : NaN));
  return {
    map5: figure((_, at) => precision[at] ?? NaN),
    map5Known: figure(({ known }, at) => (known ? (precision[at] ?? NaN) : NaN)),
    map5New: figure(({ known }, at) => (known ? NaN : (precision[at] ?? NaN))),
    top1: within(1),
    top5: within(5),
    top10: within(10),
    map5Individuals: figure(({ known, rank }) => (known ? averagePrecisionAt5(rank) : NaN)),
    aucNew: aucOfNew(cases),
  };
}

/**
 * The chance that a query of a known animal has a higher first score than one of a new animal (area
 * under the ROC curve; equal scores count half). Null where either kind is missing.
 */
export function aucOfNew(cases: readonly IdentificationCase[]): number | null {
  const sorted = cases.toSorted((a, b) => a.topScore - b.topScore);
  const known = sorted.filter(({ known }) => known).length;
  const fresh = sorted.length - known;
  if (known === 0 || fresh === 0) return null;
  let [won, newBelow] = [0, 0];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.topScore === sorted[start]?.topScore) end++;
    const tied = sorted.slice(start, end);
    const knownHere = tied.filter(({ known }) => known).length;
    const newHere = tied.length - knownHere;
    won += knownHere * (newBelow + newHere / 2);
    newBelow += newHere;
    start = end;
  }
  return won / (known * fresh);
}

/** What a person misses who looks at so many candidates: 8 % missed make a population look a fifth larger. */
export function missRates(
  cases: readonly IdentificationCase[],
  candidates: readonly number[] = [1, 2, 3, 5, 10, 20, 50],
): MissRate[] {
  const known = cases.filter(({ known }) => known);
  return candidates.map((count) => ({
    candidates: count,
    missed:
      known.filter(({ rank }) => rank === null || rank > count).length / Math.max(1, known.length),
    n: known.length,
  }));
}
