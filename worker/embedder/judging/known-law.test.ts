/** Scores drawn from laws whose figures can be worked out on paper: no network, no pictures. */
import { describe, expect, it } from 'vitest';
import { seededIntegers } from '#catalog/matching/bootstrap.ts';
import { figureOf } from '#catalog/matching/identification-metrics.ts';
import { averagePrecisionAt5, chooseThreshold, rankInList } from '#catalog/matching/open-set.ts';
import { chancesOf } from '#catalog/matching/ranking-calibration.ts';
import { reliabilityOf } from '#catalog/matching/reliability.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { JudgedQuery } from '#catalog/training/judge-identities.ts';
import { madeBox } from '#catalog/training/made-box.fixture.ts';
import { evaluateSet } from './evaluation.ts';

const drawer = (seed: number) => {
  const below = seededIntegers(seed);
  return () => (below(2 ** 30) + 0.5) / 2 ** 30;
};

const options = { modelId: 1, seed: 1, now: 1 };

/** A query with the scores of its ranking, best first, and the place of its animal, from 0. */
function queryOf(query: number, scores: readonly number[], own: number | null): JudgedQuery {
  const individualId = 1000 + query;
  const ranked = scores.map((score, at) => ({
    individual: at === own ? individualId : at,
    score,
    bestRow: 0,
    bestQuery: 0,
    bestScore: score,
    pairs: 1,
  }));
  const known = own !== null;
  return {
    query,
    individualId,
    known,
    rank: own === null ? null : own + 1,
    topScore: scores[0] ?? -1,
    ranked,
  };
}

function setOf(judged: readonly JudgedQuery[]): EmbedderSet {
  const boxes = judged.map(({ individualId, known }, at) => ({
    box: madeBox(at, { individualId }),
    individualId,
    known,
  }));
  return {
    split: { train: [], validation: [], heldOut: [], pseudo: [] },
    learned: [],
    classes: [],
    classSizes: [],
    leftOut: [],
    queries: boxes,
    gallery: [{ box: madeBox(1e6), individualId: 1 }],
  };
}

/**
 * Of known animals seven in ten are first, with a score even in .4 … 1; two are second and one is seventh, behind
 * another with a score even in .3 … .7. The first score of new animals is even in .2 … .6.
 */
function drawnByPlaces(many: number, newShare: number, seed: number): JudgedQuery[] {
  const uniform = drawer(seed);
  const within = (from: number, to: number) => from + (to - from) * uniform();
  return Array.from({ length: many }, (_, query) => {
    const behind = (top: number) => [top, ...Array.from({ length: 9 }, (_, at) => 0.1 - at / 100)];
    if (uniform() < newShare) return queryOf(query, behind(within(0.2, 0.6)), null);
    const place = uniform();
    if (place < 0.7) return queryOf(query, behind(within(0.4, 1)), 0);
    return queryOf(query, behind(within(0.3, 0.7)), place < 0.9 ? 1 : 6);
  });
}

describe('figures of a law of places', () => {
  const judged = drawnByPlaces(8000, 0.2, 1);
  const { report, metrics } = evaluateSet(setOf(judged), judged, { ...options, newShare: 0.2 });

  it('are those that were worked out on paper', () => {
    // Of individuals alone: .7 + .2/2.
    expect(report.map5Individuals?.value).toBeCloseTo(0.8, 1);
    expect(Math.abs((report.map5Individuals?.value ?? 0) - 0.8)).toBeLessThan(0.012);
    // With "new" in the list and τ = .4 every first one counts 1 and every second one ⅓.
    expect(Math.abs(report.map5Known.value - (0.7 + 0.2 / 3))).toBeLessThan(0.015);
    // Half of the new ones are below .4: 1 for them, ½ for the others.
    expect(Math.abs(report.map5New.value - 0.75)).toBeLessThan(0.02);
    expect(Math.abs(report.top1.value - 0.7)).toBeLessThan(0.015);
    expect(Math.abs(report.top5.value - 0.9)).toBeLessThan(0.01);
    expect(report.top10.value).toBe(1);
    // P(U(.4, 1) > U(.2, .6)) = 11/12 and P(U(.3, .7) > U(.2, .6)) = 23/32.
    const auc = 0.7 * (11 / 12) + 0.3 * (23 / 32);
    expect(Math.abs((report.aucNew ?? 0) - auc)).toBeLessThan(0.01);
  });

  it('have the threshold where one kind of query begins to lose more than the other gains', () => {
    // Below .4 only new animals gain; above it the known lose .8·.35/.6 and the new gain .2·.5/.4 for each step.
    expect(Math.abs(metrics.threshold - 0.4)).toBeLessThan(0.02);
    // Where half of the animals are new these gain more, until all of them are below, at .6.
    expect(Math.abs(chooseThreshold(judged, 0.5).threshold - 0.6)).toBeLessThan(0.02);
  });
});

describe('intervals', () => {
  const rounds = 120;
  const covered = (draw: (uniform: () => number) => { values: number[]; groups: number[] }) => {
    let inside = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { values, groups } = draw(drawer(1000 + round));
      const { interval } = figureOf(values, { seed: round, rounds: 400, groups });
      inside += Number(interval !== null && interval[0] <= 0.7 && interval[1] >= 0.7);
    }
    return inside / rounds;
  };

  it('hold the true figure in 95 of 100 drawings', () => {
    const share = covered((uniform) => ({
      values: Array.from({ length: 150 }, () => Number(uniform() < 0.7)),
      groups: Array.from({ length: 150 }, (_, at) => at),
    }));
    expect(share).toBeGreaterThan(0.9);
    expect(share).toBeLessThan(0.99);
  });

  it('hold it too where the photos of an animal stand or fall together, which single photos would not', () => {
    const photos = 4;
    const draw = (uniform: () => number) => {
      const animals = Array.from({ length: 60 }, () => Number(uniform() < 0.7));
      return animals.flatMap((one) => Array.from({ length: photos }, () => one));
    };
    const byAnimal = covered((uniform) => ({
      values: draw(uniform),
      groups: Array.from({ length: 60 * photos }, (_, at) => Math.floor(at / photos)),
    }));
    const byPhoto = covered((uniform) => ({
      values: draw(uniform),
      groups: Array.from({ length: 60 * photos }, (_, at) => at),
    }));
    expect(byAnimal).toBeGreaterThan(0.9);
    // Half as wide as is due: two standard errors become one.
    expect(byPhoto).toBeLessThan(0.8);
  });
});

describe('the expected calibration error', () => {
  it('is what is said too much', () => {
    const uniform = drawer(5);
    const said = Array.from({ length: 40_000 }, (_, at) => 0.25 + 0.1 * (at % 7));
    const came = said.map((chance) => uniform() < chance - 0.15);
    expect(reliabilityOf(said, came).ece).toBeCloseTo(0.15, 2);
    const truly = said.map((chance) => uniform() < chance);
    expect(reliabilityOf(said, truly).ece).toBeLessThan(0.015);
    // Of a hundred with an even chance in one bin the mean error is .05·√(2/π).
    const { eceOfExact } = reliabilityOf(
      Array.from({ length: 100 }, () => 0.5),
      Array.from({ length: 100 }, () => true),
    );
    expect(Math.abs((eceOfExact ?? 0) - 0.05 * Math.sqrt(2 / Math.PI))).toBeLessThan(0.006);
  });

  it('is next to nothing for answers drawn by the very law that chances are fitted to', () => {
    const law = { slope: 25, none: 25 * 0.6 + Math.log(2) };
    const uniform = drawer(9);
    const gauss = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const judged = Array.from({ length: 1500 }, (_, query) => {
      const scores = Array.from({ length: 40 }, () => 0.4 + 0.1 * gauss()).sort((a, b) => b - a);
      let left = uniform();
      const at = chancesOf(law, scores).individuals.findIndex((chance) => (left -= chance) < 0);
      return queryOf(query, scores, at === -1 ? null : at);
    });
    const newShare = judged.filter(({ known }) => !known).length / judged.length;
    const { report, metrics } = evaluateSet(setOf(judged), judged, { ...options, newShare });
    expect(report.calibration.n).toBe(1500);
    expect(report.calibration.ece).toBeLessThan(0.03);
    expect(metrics.ranking?.slope).toBeCloseTo(law.slope, -1);
    // What is expected of each ranking by the law: the precision at each place, times its chance.
    const expected = judged.map(({ ranked, topScore }) => {
      const { individuals, none } = chancesOf(
        law,
        ranked.map(({ score }) => score),
      );
      const precision = (known: boolean, rank: number | null) =>
        averagePrecisionAt5(rankInList({ known, rank, topScore }, report.threshold));
      return individuals.reduce(
        (sum, chance, at) => sum + chance * precision(true, at + 1),
        none * precision(false, null),
      );
    });
    const mean = expected.reduce((sum, one) => sum + one, 0) / expected.length;
    expect(Math.abs(report.map5.value - mean)).toBeLessThan(0.02);
    const [low, high] = report.map5.interval ?? [1, 0];
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });
});
