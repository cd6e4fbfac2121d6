import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aucOfNew, identificationReport, missRates } from './identification-metrics.ts';
import {
  averagePrecisionAt5,
  chooseThreshold,
  rankInList,
  type IdentificationCase,
} from './open-set.ts';

const known = (rank: number | null, topScore: number): IdentificationCase => ({
  known: true,
  rank,
  topScore,
});
const fresh = (topScore: number): IdentificationCase => ({ known: false, rank: null, topScore });

/** Worked by hand: A right and sure, B right but unsure, two new ones, E second, G not listed. */
const worked = [
  known(1, 0.8),
  known(1, 0.41),
  fresh(0.62),
  fresh(0.3),
  known(2, 0.7),
  known(null, 0.55),
];

describe('MAP@5 with new individuals', () => {
  it('is what was worked out by hand at τ = 0.5', () => {
    const report = identificationReport(worked, 0.5, { seed: 1 });
    expect(report.map5.value).toBeCloseTo(0.5556, 4);
    expect(report.map5Known.value).toBeCloseTo(0.4583, 4);
    expect(report.map5New.value).toBeCloseTo(0.75, 10);
    expect([report.map5.n, report.map5Known.n, report.map5New.n]).toEqual([6, 4, 2]);
  });

  it('is one half for new animals where the threshold is below every score', () => {
    const { map5New } = identificationReport(worked, 0, { seed: 1 });
    expect(map5New.value).toBe(0.5);
  });

  it('counts the first five places only', () => {
    expect([1, 2, 4, 5, 6, null].map(averagePrecisionAt5)).toEqual([1, 1 / 2, 1 / 4, 1 / 5, 0, 0]);
  });

  it('is that of the list with the new animal behind a sure first, before an unsure one', () => {
    const ranked = ['K4', 'K8', 'K3', 'K5', 'K6', 'K7'];
    const sure = ['K4', 'new', 'K8', 'K3', 'K5', 'K6', 'K7'];
    const unsure = ['new', 'K4', 'K8', 'K3', 'K5', 'K6', 'K7'];
    for (const [threshold, list] of [
      [0.5, sure],
      [0.95, unsure],
    ] as const) {
      for (const [at, animal] of ranked.entries())
        expect(rankInList(known(at + 1, 0.9), threshold)).toBe(list.indexOf(animal) + 1);
      expect(rankInList(fresh(0.9), threshold)).toBe(list.indexOf('new') + 1);
    }
  });
});

describe('the threshold for new individuals', () => {
  it('is as good as any other that could be chosen', () => {
    const one = fc.record({
      known: fc.boolean(),
      rank: fc.option(fc.integer({ min: 1, max: 8 })),
      topScore: fc.integer({ min: -4, max: 4 }).map((n) => n / 4),
    });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cases, newShare) => {
          const kinds = [true, false].map((kind) => cases.filter(({ known }) => known === kind));
          const value = (threshold: number) => {
            const [ofKnown, ofNew] = kinds.map(
              (some) =>
                some.reduce(
                  (sum, each) => sum + averagePrecisionAt5(rankInList(each, threshold)),
                  0,
                ) / some.length,
            );
            if (kinds[1]?.length === 0) return ofKnown ?? NaN;
            if (kinds[0]?.length === 0) return ofNew ?? NaN;
            return newShare * (ofNew ?? NaN) + (1 - newShare) * (ofKnown ?? NaN);
          };
          const { threshold, map5 } = chooseThreshold(cases, newShare);
          expect(value(threshold)).toBeCloseTo(map5, 9);
          for (let step = -45; step <= 45; step++)
            expect(map5).toBeGreaterThan(value(step / 40) - 1e-9);
        },
      ),
    );
  });

  it('stands in the middle of the gap between known and new animals', () => {
    const cases = [known(1, 0.8), known(1, 0.9), fresh(0.2), fresh(0.4)];
    const { threshold, map5 } = chooseThreshold(cases, 0.165);
    expect(threshold).toBeCloseTo(0.6, 10);
    expect(map5).toBeCloseTo(1, 10);
  });

  it('cannot be chosen from nothing or for an impossible share', () => {
    expect(() => chooseThreshold([], 0.1)).toThrow('no validation query');
    expect(() => chooseThreshold(worked, 1.5)).toThrow('from 0 to 1');
  });
});

describe('the report of an identification', () => {
  it('counts top-N of known animals among individuals, without the new one in between', () => {
    const { top1, top5, top10 } = identificationReport(worked, 0.5, { seed: 1 });
    expect([top1.value, top5.value, top10.value]).toEqual([0.5, 0.75, 0.75]);
    expect(top1.n).toBe(4);
  });

  it('has intervals around the figure that are the same for a seed', () => {
    const many = Array.from({ length: 40 }, (_, at) => known(at % 4 === 0 ? 2 : 1, 0.9));
    const once = identificationReport(many, 0.5, { seed: 3 });
    expect(identificationReport(many, 0.5, { seed: 3 })).toEqual(once);
    const [low = NaN, high = NaN] = once.top1.interval ?? [];
    expect(once.top1.value).toBe(0.75);
    // Two standard errors of a share of .75 among 40 are .137.
    expect(low).toBeGreaterThan(0.55);
    expect(low).toBeLessThan(0.7);
    expect(high).toBeGreaterThan(0.8);
    expect(high).toBeLessThan(0.92);
  });

  it('tells how well the first score parts new animals from known ones', () => {
    expect(aucOfNew([known(1, 0.9), known(3, 0.8), fresh(0.1)])).toBe(1);
    expect(aucOfNew([known(1, 0.5), fresh(0.5)])).toBe(0.5);
    expect(aucOfNew([known(1, 0.2), known(1, 0.6), fresh(0.4), fresh(0.1)])).toBe(0.75);
    expect(aucOfNew([known(1, 0.2)])).toBeNull();
  });

  it('says what is missed by who looks at so many candidates', () => {
    const cases = [known(1, 0.9), known(4, 0.9), known(30, 0.9), known(null, 0.9), fresh(0.3)];
    const rates = missRates(cases, [1, 5, 50]);
    expect(rates.map(({ missed }) => missed)).toEqual([0.75, 0.5, 0.25]);
    expect(rates[0]?.n).toBe(4);
  });
});
