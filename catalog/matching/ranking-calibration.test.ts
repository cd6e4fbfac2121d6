import { describe, expect, it } from 'vitest';
import { seededIntegers } from './bootstrap.ts';
import {
  chancesOf,
  fitRanking,
  rankingChances,
  type AnsweredRanking,
} from './ranking-calibration.ts';
import { reliabilityOf } from './reliability.ts';

/** Half as likely as an animal at .6: none. */
const law = { slope: 25, none: 25 * 0.6 + Math.log(2) };

/** Rankings of forty animals whose answers are drawn by the law itself. */
function drawn(many: number, seed: number): AnsweredRanking[] {
  const below = seededIntegers(seed);
  const uniform = () => (below(2 ** 30) + 0.5) / 2 ** 30;
  const gauss = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Array.from({ length: many }, () => {
    const scores = Array.from({ length: 40 }, () => 0.4 + 0.1 * gauss()).sort((a, b) => b - a);
    const chances = chancesOf(law, scores).individuals;
    let left = uniform();
    const at = chances.findIndex((chance) => (left -= chance) < 0);
    return { scores, answer: at === -1 ? null : at, known: at !== -1 };
  });
}
const newShareOf = (rankings: readonly AnsweredRanking[]) =>
  rankings.filter(({ known }) => !known).length / rankings.length;

describe('the chances of a ranking', () => {
  const rankings = drawn(1500, 1);
  const fitted = fitRanking(rankings, newShareOf(rankings));

  it('find the law that drew the answers', () => {
    expect(fitted.slope / law.slope).toBeGreaterThan(0.85);
    expect(fitted.slope / law.slope).toBeLessThan(1.15);
    expect(Math.abs(fitted.none / fitted.slope - law.none / law.slope)).toBeLessThan(0.02);
    expect(fitted).toMatchObject({
      known: rankings.filter(({ known }) => known).length,
      new: rankings.filter(({ known }) => !known).length,
    });
  });

  it('of first candidates hold on rankings that were not fitted, though the first is first for being highest', () => {
    const others = drawn(4000, 2);
    const { ece } = reliabilityOf(
      others.map(({ scores }) => chancesOf(fitted, scores).individuals[0] ?? 0),
      others.map(({ answer }) => answer === 0),
    );
    expect(ece).toBeLessThan(0.03);
  });

  it('add up to one, with none of them among the outcomes', () => {
    const { individuals, none } = chancesOf(fitted, [0.9, 0.5, 0.1]);
    expect(individuals.reduce((a, b) => a + b, none)).toBeCloseTo(1, 12);
    expect(chancesOf(fitted, [])).toEqual({ individuals: [], none: 1 });
  });

  it('follow the share of new animals that is expected', () => {
    const few = fitRanking(rankings, 0.05);
    const many = fitRanking(rankings, 0.6);
    const scores = rankings[0]?.scores ?? [];
    expect(chancesOf(many, scores).none).toBeGreaterThan(chancesOf(few, scores).none);
  });

  it('are not said of a photo that is unlike all that were judged', () => {
    expect(rankingChances(fitted, [0.6])).not.toBeNull();
    expect(rankingChances(fitted, [0.2])).toBeNull();
    expect(rankingChances(fitted, [0.99])).toBeNull();
    expect(rankingChances(fitted, [])).toBeNull();
  });

  it('never become certain of rankings without a fault', () => {
    const faultless = Array.from({ length: 60 }, (_, at) => ({
      scores: at % 3 === 0 ? [0.3, 0.2] : [0.8, 0.2],
      answer: at % 3 === 0 ? null : 0,
      known: at % 3 !== 0,
    }));
    const { slope } = fitRanking(faultless, 1 / 3);
    expect(slope).toBeLessThan(400);
  });

  it('are refused where too few new animals were judged', () => {
    const known = rankings.filter((ranking) => ranking.known);
    expect(() => fitRanking(known, 0.2)).toThrow(/0 of new animals are too few; 15 and 5/);
  });
});
