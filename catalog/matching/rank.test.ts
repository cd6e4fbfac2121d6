import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededIntegers } from './bootstrap.ts';
import { Gallery, maskOf } from './rank.ts';

function drawn(count: number, dimensions: number, seed: number): Float32Array {
  const below = seededIntegers(seed);
  return Float32Array.from({ length: count * dimensions }, () => below(1000) - 499.5);
}

/** Cosines in double precision, one by one. */
function cosines(vectors: Float32Array, query: Float32Array): number[] {
  const d = query.length;
  return Array.from({ length: vectors.length / d }, (_, row) => {
    let [dot, a, b] = [0, 0, 0];
    for (let at = 0; at < d; at++) {
      const [x, y] = [vectors[row * d + at] ?? 0, query[at] ?? 0];
      dot += x * y;
      a += x * x;
      b += y * y;
    }
    return dot / Math.sqrt(a * b);
  });
}

describe('a gallery of vectors', () => {
  it.each([1, 15, 16, 17, 256, 512])('scores exact cosines with %i dimensions', (dimensions) => {
    const vectors = drawn(53, dimensions, 1);
    const query = drawn(1, dimensions, 2);
    const scores = new Gallery(vectors, dimensions).scores(query);
    for (const [row, cosine] of cosines(vectors, query).entries())
      expect(Math.abs((scores[row] ?? NaN) - cosine)).toBeLessThan(1e-6);
  });

  it('finds what sorting all scores finds, for one query and for many, over more than one block', () => {
    fc.assert(
      fc.property(
        fc.record({
          count: fc.integer({ min: 1, max: 700 }),
          dimensions: fc.integer({ min: 1, max: 40 }),
          queries: fc.integer({ min: 1, max: 9 }),
          k: fc.integer({ min: 1, max: 30 }),
          seed: fc.nat(),
        }),
        ({ count, dimensions, queries: many, k, seed }) => {
          const gallery = new Gallery(drawn(count, dimensions, seed + 1), dimensions);
          const queries = drawn(many, dimensions, seed + 2);
          const mask = maskOf(count, (row) => row % 3 !== 1);
          const groups = Int32Array.from({ length: count }, (_, row) => row % 7);
          const own = Int32Array.from({ length: many }, (_, q) => q - 1);
          const found = gallery.nearestOfMany(queries, {
            k,
            mask,
            apart: { rows: groups, queries: own },
          });
          expect(found).toHaveLength(many);
          for (const [q, { rows, scores }] of found.entries()) {
            const query = queries.subarray(q * dimensions, (q + 1) * dimensions);
            const alone = gallery.nearest(query, {
              k,
              mask,
              apart: { rows: groups, query: own[q] ?? -1 },
            });
            expect(alone.rows).toHaveLength(rows.length);
            const all = gallery.scores(query);
            const allowed = [...all.keys()]
              .filter((row) => mask[row] === 1 && groups[row] !== own[q])
              .sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0) || a - b)
              .slice(0, k);
            expect([...alone.rows]).toEqual(allowed);
            // Four at once add in another order, so only nearly equal scores may change places.
            for (const [place, row] of allowed.entries())
              expect(scores[place]).toBeCloseTo(all[row] ?? NaN, 5);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives equal scores in the order of their rows', () => {
    const gallery = new Gallery(Float32Array.of(1, 0, 2, 0, 0, 1, 3, 0), 2);
    expect([...gallery.nearest(Float32Array.of(5, 0), { k: 2 }).rows]).toEqual([0, 1]);
  });

  it('may be empty', () => {
    const gallery = new Gallery(new Float32Array(), 4);
    expect(gallery.nearest(Float32Array.of(1, 0, 0, 0), { k: 5 }).rows).toHaveLength(0);
  });

  it('refuses vectors without direction, and queries of another network', () => {
    expect(() => new Gallery(Float32Array.of(1, 0, 0, 0), 2)).toThrow('vector 1 has no direction');
    expect(() => new Gallery(Float32Array.of(NaN, 0), 2)).toThrow('vector 0');
    expect(() => new Gallery(new Float32Array(5), 2)).toThrow('no whole number of vectors of 2');
    const gallery = new Gallery(Float32Array.of(1, 0), 2);
    expect(() => gallery.nearest(Float32Array.of(1, 0, 0), { k: 1 })).toThrow('does not fit');
    expect(() => gallery.nearest(Float32Array.of(0, 0), { k: 1 })).toThrow('query 0');
  });
});
