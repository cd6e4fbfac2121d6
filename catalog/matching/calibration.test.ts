import { describe, expect, it } from 'vitest';
import { bootstrapInterval, seededIntegers, type BootstrapOptions } from './bootstrap.ts';
import { fitCalibration, probabilityOf, type ScoredPair } from './calibration.ts';
import { reliabilityOf } from './reliability.ts';

/** Pairs whose probability is known: 1 / (1 + e^−(8·score − 4)). */
function drawnPairs(count: number, seed: number): ScoredPair[] {
  const below = seededIntegers(seed);
  return Array.from({ length: count }, () => {
    const score = below(10_000) / 5_000 - 1;
    return { score, same: below(1_000_000) / 1e6 < truth(score) };
  });
}
const truth = (score: number) => 1 / (1 + Math.exp(4 - 8 * score));

describe.each(['logistic', 'isotonic'] as const)('a %s calibration', (method) => {
  const calibration = fitCalibration(drawnPairs(4000, 1), method);

  it('finds the probability that the pairs were drawn with', () => {
    // Three standard errors of 4,000 pairs, and for the staircase the height of a step.
    for (const score of [-0.8, 0, 0.3, 0.5, 0.7, 0.95])
      expect(Math.abs(probabilityOf(calibration, score).probability - truth(score))).toBeLessThan(
        method === 'logistic' ? 0.05 : 0.12,
      );
  });

  it('rises with the score and stays a probability', () => {
    let before = 0;
    for (let score = -1; score <= 1; score += 0.01) {
      const { probability, n } = probabilityOf(calibration, score);
      expect(probability).toBeGreaterThanOrEqual(before);
      expect(probability).toBeLessThan(1);
      expect(n).toBeGreaterThan(0);
      before = probability;
    }
  });

  it('is kept as JSON', () => {
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
  });

  it('holds for pairs it has not seen', () => {
    const others = drawnPairs(4000, 2);
    const said = others.map(({ score }) => probabilityOf(calibration, score).probability);
    const { ece, n } = reliabilityOf(
      said,
      others.map(({ same }) => same),
    );
    expect(n).toBe(4000);
    expect(ece).toBeLessThan(0.03);
  });

  it('of pairs that can be told apart wholly is sure, but never certain', () => {
    const pairs = Array.from({ length: 60 }, (_, at) => ({ score: at / 60, same: at >= 30 }));
    const { probability } = probabilityOf(fitCalibration(pairs, method), 1);
    expect(probability).toBeGreaterThan(0.9);
    expect(probability).toBeLessThan(1);
  });

  it('is refused where there are too few pairs of a kind', () => {
    const pairs = drawnPairs(50, 4).map(({ score }) => ({ score, same: false }));
    expect(() => fitCalibration(pairs, method)).toThrow('0 pairs of the same animal and 50');
  });
});

it('an isotonic step says how many pairs are behind it', () => {
  const pairs = drawnPairs(400, 5);
  const calibration = fitCalibration(pairs, 'isotonic');
  if (calibration.method !== 'isotonic') throw new Error('the method was isotonic');
  expect(calibration.steps.reduce((sum, { n }) => sum + n, 0)).toBe(400);
  const [, second] = calibration.steps;
  expect(probabilityOf(calibration, second?.from ?? NaN)).toEqual({
    probability: second?.probability,
    n: second?.n,
  });
});

describe('reliability', () => {
  it('is the gap between what was said and what came, weighted by cases', () => {
    const { ece, bins } = reliabilityOf(
      [0.95, 0.95, 0.95, 1, 0.1],
      [true, true, true, false, false],
    );
    // Four at .9625 of which .75 came true; one at .1 of which none did.
    expect(ece).toBeCloseTo((4 / 5) * (0.9625 - 0.75) + (1 / 5) * 0.1, 10);
    expect(bins.map(({ from, n }) => [from, n])).toEqual([
      [0.1, 1],
      [0.9, 4],
    ]);
  });
});

describe('a bootstrap interval', () => {
  const values = Array.from({ length: 100 }, (_, at) => (at < 60 ? 1 : 0));
  const ofMean = (options: BootstrapOptions) =>
    bootstrapInterval(
      values.length,
      (cases) => cases.reduce((sum, at) => sum + (values[at] ?? 0), 0) / cases.length,
      options,
    );

  it('is about two standard errors wide on each side', () => {
    const [low = NaN, high = NaN] = ofMean({ seed: 1 }) ?? [];
    expect(low).toBeGreaterThan(0.46);
    expect(low).toBeLessThan(0.54);
    expect(high).toBeGreaterThan(0.66);
    expect(high).toBeLessThan(0.74);
  });

  it('is wider where cases come in groups', () => {
    const groups = values.map((_, at) => Math.floor(at / 20));
    const [low = NaN, high = NaN] = ofMean({ seed: 1, groups }) ?? [];
    expect(high - low).toBeGreaterThan(0.5);
  });

  it('is the same for the same seed, another for another', () => {
    const interval = (seed: number) => ofMean({ seed, rounds: 50 });
    expect(interval(1)).toEqual(interval(1));
    expect(interval(1)).not.toEqual(interval(2));
  });

  it('cannot be drawn from one case', () => {
    expect(bootstrapInterval(1, () => 1, { seed: 1 })).toBeNull();
  });
});
