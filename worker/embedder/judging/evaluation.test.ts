import { describe, expect, it } from 'vitest';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import { judgeQueries, type SetVectors } from '#catalog/training/judge-identities.ts';
import { madeBox } from '#catalog/training/made-box.fixture.ts';
import { evaluateSet } from './evaluation.ts';

const box = (
  boxId: number,
  animal: number,
  encounter: string,
  side: IdentityBox['side'] = 'left',
) => ({
  box: madeBox(boxId, {
    individualId: animal,
    encounter,
    side,
    species: animal < 3 ? 'killer_whale' : 'beluga',
  }),
  individualId: animal,
});

/** Animals stand at angles of a circle; a photo lies a little beside its animal. */
const at = (degrees: number) => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];
const vectorsOf = (degrees: number[]) => Float32Array.from(degrees.flatMap(at));

const gallery = [box(1, 1, 'a'), box(2, 2, 'a'), box(3, 3, 'a'), box(4, 3, 'b', 'right')];
const places = [0, 90, 180, 200];
const set = (queries: EmbedderSet['queries']): EmbedderSet => ({
  split: { train: [], validation: [], heldOut: [], pseudo: [] },
  learned: [],
  classes: [],
  classSizes: [],
  leftOut: [],
  queries,
  gallery,
});
const options = { modelId: 1, newShare: 0.2, seed: 1, now: 5 };
const evaluated = (asked: EmbedderSet, vectors: SetVectors) =>
  evaluateSet(asked, judgeQueries(asked, vectors, 'together'), options);

describe('a report on an embedder', () => {
  // Right and near; right but nearer to another; new and far from all.
  const queries = [
    { ...box(11, 1, 'x'), known: true },
    { ...box(12, 2, 'y'), known: true },
    { ...box(13, 9, 'z'), known: false },
  ];
  const vectors = {
    queries: vectorsOf([5, 40, 270]),
    gallery: vectorsOf(places),
    dimensions: 2,
  };

  it('counts known and new animals apart, with the cases behind each figure', () => {
    const { report, metrics } = evaluated(set(queries), vectors);
    expect(report).toMatchObject({
      queries: 3,
      known: 2,
      new: 1,
      gallery: { boxes: 4, individuals: 3 },
    });
    expect(report.top1).toMatchObject({ value: 0.5, n: 2 });
    expect(report.top5).toMatchObject({ value: 1, n: 2 });
    expect(report.map5New.n).toBe(1);
    // Of individuals alone: first, and second behind another.
    expect(report.map5Individuals).toMatchObject({ value: 0.75, n: 2 });
    expect(report.missRates[0]).toEqual({ candidates: 1, missed: 0.5, n: 2 });
    expect(metrics).toMatchObject({ queries: 3, top1: 0.5, threshold: report.threshold });
    // Three animals are too few to say what a score is worth.
    expect(metrics.calibration).toBeNull();
    expect(report.calibration.n).toBe(0);
    expect(report.bySpecies.map(({ name, map5 }) => [name, map5.n])).toEqual([
      ['beluga', 1],
      ['killer_whale', 2],
    ]);
  });

  it('shows its mistakes with whom the photo was taken for, and its own animal', () => {
    const { report } = evaluated(set(queries), vectors);
    expect(report.mistakes).toHaveLength(1);
    expect(report.mistakes[0]).toMatchObject({
      query: { boxId: 12 },
      truth: 'A2',
      truthBox: { boxId: 2 },
      answer: 'A1',
      answerBox: { boxId: 1 },
      rank: 2,
    });
  });

  it('never compares a photo with its own encounter', () => {
    const own = [{ ...box(11, 1, 'a'), known: true }];
    const { report } = evaluated(set(own), { ...vectors, queries: vectorsOf([0]) });
    // All of encounter a is out of sight, so that of the four photos one is left.
    expect(report.mistakes[0]).toMatchObject({
      answerBox: { boxId: 4 },
      truthBox: null,
      rank: null,
    });
  });

  it('says what first candidates are worth where enough of known and new animals were judged', () => {
    const known = Array.from({ length: 60 }, (_, i) => ({
      ...box(100 + i, 1 + (i % 3), `q ${i}`),
      known: true,
    }));
    const fresh = Array.from({ length: 20 }, (_, i) => ({
      ...box(200 + i, 9 + (i % 5), `r ${i}`),
      known: false,
    }));
    const degrees = [...known, ...fresh].map(
      ({ individualId }, i) => (places[individualId - 1] ?? 290) + ((i * 7) % 40) - 20,
    );
    const { report, metrics } = evaluated(set([...known, ...fresh]), {
      ...vectors,
      queries: vectorsOf(degrees),
    });
    expect(metrics.ranking).toMatchObject({ known: 60, new: 20 });
    expect(report.calibration).toMatchObject({ method: 'ranking', n: 80 });
    expect(metrics.ece).toBeLessThan(0.15);
    expect(report.map5Known.interval).not.toBeNull();
  });

  it('judges each animal by a threshold that was chosen on others', () => {
    const { report } = evaluated(set(queries), vectors);
    expect(report.folds.map((fold) => fold.queries)).toEqual([1, 1, 1]);
    expect(report.folds.some(({ threshold }) => threshold !== report.threshold)).toBe(true);
  });
});
