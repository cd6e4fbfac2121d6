import { describe, expect, it } from 'vitest';
import { seededIntegers } from '#catalog/matching/bootstrap.ts';
import type { JudgedQuery } from '#catalog/training/judge-identities.ts';
import { crossFit } from './cross-fit.ts';

const options = { newShare: 0.2, seed: 3 };

/** Queries of sixty animals, a fifth of them new; right answers stand `lead` above the others' scores of .2 to .6. */
function judged(lead: number, seed: number): JudgedQuery[] {
  const below = seededIntegers(seed);
  return Array.from({ length: 240 }, (_, query) => {
    const individualId = query % 60;
    const known = individualId >= 12;
    const scores = Array.from({ length: 48 }, (_, animal) => ({
      individual: 12 + animal,
      score: 0.2 + 0.4 * (below(1000) / 1000) + (12 + animal === individualId ? lead : 0),
    })).sort((a, b) => b.score - a.score);
    const place = scores.findIndex(({ individual }) => individual === individualId);
    return {
      query,
      individualId,
      known,
      rank: place === -1 ? null : place + 1,
      topScore: scores[0]?.score ?? -1,
      ranked: scores.map((one) => ({
        ...one,
        bestRow: 0,
        bestQuery: 0,
        bestScore: one.score,
        pairs: 1,
      })),
    };
  });
}

describe('what scores mean', () => {
  it('is judged in five parts, each by what was chosen on the other animals', () => {
    const { folds, thresholds } = crossFit(judged(0.35, 1), options);
    expect(folds).toHaveLength(5);
    expect(folds.reduce((sum, { queries }) => sum + queries, 0)).toBe(240);
    expect(new Set(thresholds).size).toBeLessThanOrEqual(5);
    expect(thresholds.every((threshold) => threshold > 0.2 && threshold < 1)).toBe(true);
  });

  it('bears chances out where the right animal is mostly first, and they hold on other animals', () => {
    const { meaning, reliability, sureFrom } = crossFit(judged(0.35, 1), options);
    expect(meaning.ranking).toMatchObject({ known: 192, new: 48 });
    expect(reliability.n).toBe(240);
    expect(reliability.ece).toBeLessThan(0.08);
    expect(sureFrom?.share).toBeGreaterThanOrEqual(0.95);
  });

  it('bears none out where scores are noise', () => {
    for (const seed of [1, 2, 3]) {
      const { meaning, sureFrom } = crossFit(judged(0, seed), options);
      expect(meaning.ranking).toBeNull();
      expect(sureFrom).toBeNull();
    }
  });

  it('bears none out where hardly a new animal was judged', () => {
    const few = judged(0.35, 1).filter(({ known, query }) => known || query < 3);
    expect(crossFit(few, options).meaning.ranking).toBeNull();
  });
});
