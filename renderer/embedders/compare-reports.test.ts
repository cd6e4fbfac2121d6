import { expect, it } from 'vitest';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import { comparedFigures, onSameQueries } from './compare-reports.ts';

const report = (value: number, interval: [number, number] | null, queries = 60) => {
  const figure = { value, n: queries, interval };
  return {
    queries,
    known: 50,
    new: 10,
    gallery: { boxes: 200, individuals: 24 },
    map5: figure,
    map5Known: figure,
    map5New: figure,
    top1: figure,
    top5: figure,
    top10: figure,
  } as EmbedderEvaluation;
};

it('reports are set against each other only if they asked the same queries', () => {
  expect(onSameQueries(report(0.8, null), report(0.9, null))).toBe(true);
  expect(onSameQueries(report(0.8, null), report(0.9, null, 61))).toBe(false);
});

it('a difference is hardly chance only where the intervals do not meet', () => {
  const apart = (a: [number, number] | null, b: [number, number] | null) =>
    comparedFigures(report(0.7, a), report(0.9, b))[0]?.note === 'hardly chance';
  expect(apart([0.6, 0.75], [0.8, 0.95])).toBe(true);
  expect(apart([0.6, 0.85], [0.8, 0.95])).toBe(false);
  expect(apart(null, [0.8, 0.95])).toBe(false);
});
