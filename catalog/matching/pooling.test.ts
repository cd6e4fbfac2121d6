import { describe, expect, it } from 'vitest';
import { rankIndividuals } from './pooling.ts';

const owners = Int32Array.of(7, 7, 7, 7, 9, -1, 8);
const scores = Float32Array.of(0.5, 0.25, 0.75, 0, 0.625, 0.99, -0.5);

describe('individuals ranked by their photos', () => {
  it('take their best photo, and photos of nobody do not count', () => {
    const ranked = rankIndividuals([{ scores }], owners);
    expect(ranked.map(({ individual, score }) => [individual, score])).toEqual([
      [7, 0.75],
      [9, 0.625],
      [8, -0.5],
    ]);
    expect(ranked[0]).toMatchObject({ bestRow: 2, bestScore: 0.75, pairs: 4 });
  });

  it('take the mean of their three best photos, or of as many as they have', () => {
    const ranked = rankIndividuals([{ scores }], owners, { pooling: 'mean-top-3' });
    expect(ranked.map(({ individual, score }) => [individual, score])).toEqual([
      [9, 0.625],
      [7, 0.5],
      [8, -0.5],
    ]);
    expect(ranked[1]).toMatchObject({ bestRow: 2, bestScore: 0.75 });
  });

  it('take several photos of the query together, and say which was most alike', () => {
    const second = { rows: Int32Array.of(4, 6), scores: Float32Array.of(0.9375, 0.125) };
    const [first, next] = rankIndividuals([{ scores }, second], owners);
    expect(first).toMatchObject({
      individual: 9,
      score: 0.9375,
      bestQuery: 1,
      bestRow: 4,
      pairs: 2,
    });
    expect(next).toMatchObject({ individual: 7, bestQuery: 0 });
  });

  it('leave out masked photos and end at the limit', () => {
    const mask = Uint8Array.of(1, 1, 0, 1, 1, 1, 1);
    const ranked = rankIndividuals([{ scores }], owners, { mask, limit: 1 });
    expect(ranked.map(({ individual }) => individual)).toEqual([9]);
  });
});
