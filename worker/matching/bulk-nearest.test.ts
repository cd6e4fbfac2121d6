import { describe, expect, it } from 'vitest';
import { seededIntegers } from '#catalog/matching/bootstrap.ts';
import { Gallery, type ManySearchOptions, maskOf } from '#catalog/matching/rank.ts';
import { BulkNearest } from './bulk-nearest.ts';

function drawn(count: number, dimensions: number, seed: number): Float32Array {
  const below = seededIntegers(seed);
  return Float32Array.from({ length: count * dimensions }, () => below(1000) - 499.5);
}

const dimensions = 24;

describe.each([
  { count: 5, k: 3, why: 'fewer rows than a group' },
  { count: 333, k: 100, why: 'fewer groups than neighbours' },
  { count: 9001, k: 10, why: 'more rows than are looked at in one go' },
])('a bulk search with $why', ({ count, k }) => {
  const vectors = drawn(count, dimensions, 1);
  const queries = drawn(70, dimensions, 2);
  const gallery = new Gallery(vectors, dimensions);
  const mask = maskOf(count, (row) => row % 5 !== 2);
  const rows = Int32Array.from({ length: count }, (_, row) => row % 11);
  const groups = Int32Array.from({ length: 70 }, (_, q) => (q % 13) - 1);

  it.each<[string, Omit<ManySearchOptions, 'k'>]>([
    ['all rows', {}],
    ['rows of a mask', { mask }],
    ['rows of other groups than the query', { apart: { rows, queries: groups } }],
    ['rows of both', { mask, apart: { rows, queries: groups } }],
  ])('finds exactly what a single search finds among %s', async (_, rules) => {
    await using bulk = await BulkNearest.open(vectors, dimensions, { queries: 32, threads: 1 });
    const found = await bulk.nearest(queries, { k, ...rules });
    expect(found).toHaveLength(70);
    for (const [q, neighbours] of found.entries()) {
      const query = queries.subarray(q * dimensions, (q + 1) * dimensions);
      const alone = gallery.nearest(query, {
        k,
        ...(rules.mask ? { mask } : {}),
        ...(rules.apart ? { apart: { rows, query: groups[q] ?? -1 } } : {}),
      });
      expect(neighbours.rows).toHaveLength(alone.rows.length);
      // The two add up in another order: a row may only change places with its equal.
      for (const [place, score] of neighbours.scores.entries())
        expect(score).toBeCloseTo(alone.scores[place] ?? NaN, 5);
      expect(new Set(neighbours.rows).size).toBe(neighbours.rows.length);
      for (const row of neighbours.rows) {
        if (rules.mask) expect(mask[row]).toBe(1);
        if (rules.apart) expect(rows[row]).not.toBe(groups[q]);
      }
    }
  });
});

describe('a bulk search', () => {
  it('gives equal scores in the order of their rows', async () => {
    const vectors = Float32Array.from({ length: 200 * 2 }, (_, at) => (at % 2 === 0 ? 1 : 0));
    await using bulk = await BulkNearest.open(vectors, 2, { threads: 1 });
    const [found] = await bulk.nearest(Float32Array.of(3, 0), { k: 12 });
    expect([...(found?.rows ?? [])]).toEqual(Array.from({ length: 12 }, (_, at) => at));
  });

  it('refuses vectors without direction and queries of another network', async () => {
    await expect(BulkNearest.open(Float32Array.of(1, 0, 0, 0), 2)).rejects.toThrow('vector 1');
    await using bulk = await BulkNearest.open(Float32Array.of(1, 0), 2);
    await expect(bulk.nearest(Float32Array.of(1, 0, 0), { k: 1 })).rejects.toThrow('do not fit');
    await expect(bulk.nearest(Float32Array.of(0, 0), { k: 1 })).rejects.toThrow('query 0');
  });
});
