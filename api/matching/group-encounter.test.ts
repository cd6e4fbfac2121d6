import { expect, it } from 'vitest';
import { groupFins } from './group-encounter.ts';

/** Fins 1, 2, 3, …, each on a photo of its own unless said otherwise. */
const fins = (count: number, photos: Record<number, number> = {}) =>
  Array.from({ length: count }, (_, at) => ({
    boxId: at + 1,
    photoId: photos[at + 1] ?? 100 + at,
  }));

/** Alike by their place on a line: 1 at the same place, less with every step. */
const along =
  (places: readonly number[]) =>
  (a: number, b: number): number =>
    1 - Math.abs((places[a] ?? 0) - (places[b] ?? 0));

it('fins join while groups are alike on the mean, large groups first', () => {
  const groups = groupFins(fins(5), along([0, 0.1, 0.9, 1, 1.05]), 0.7);
  expect(groups.map(({ boxIds }) => boxIds)).toEqual([
    [3, 4, 5],
    [1, 2],
  ]);
  expect(groups[1].score).toBeCloseTo(0.9);
});

it('a chain of fins, each like the next, is not taken for one animal', () => {
  const groups = groupFins(fins(4), along([0, 0.25, 0.5, 0.75]), 0.7);
  expect(groups.map(({ boxIds }) => boxIds.length)).toEqual([2, 2]);
});

it('two fins of one photo are never one animal, however alike', () => {
  const groups = groupFins(fins(3, { 1: 7, 2: 7 }), along([0, 0, 0.2]), 0.5);
  expect(groups.map(({ boxIds }) => boxIds.length)).toEqual([2, 1]);
  for (const { boxIds } of groups) expect(boxIds).not.toEqual(expect.arrayContaining([1, 2]));
});

it('a fin alone says nothing of its likeness, and no fins make no group', () => {
  expect(groupFins(fins(1), along([0]), 0.5)).toEqual([{ boxIds: [1], score: null }]);
  expect(groupFins([], along([]), 0.5)).toEqual([]);
});
