/** From likeness of photos to likeness of individuals. */

import { poolings, type Pooling } from '#terms/matching/pooling.ts';

/** Scores of one query photo: of the rows given, or of row 0, 1, 2 … */
interface PhotoScores {
  rows?: Int32Array;
  scores: Float32Array;
}

export interface RankedIndividual {
  individual: number;
  /** Pooled cosine, −1…1. */
  score: number;
  /** The gallery's row that is most alike, the query photo (by its place) it is like, and how much. */
  bestRow: number;
  bestQuery: number;
  bestScore: number;
  /** Pairs of photos that were compared. */
  pairs: number;
}

interface PoolingOptions {
  pooling?: Pooling;
  /** One number a row: 0 leaves it out. */
  mask?: Uint8Array;
  /** Individuals wanted; all if not given. */
  limit?: number;
}

interface Pool extends RankedIndividual {
  /** Best scores, best first. */
  top: number[];
}

/**
 * Individuals in order of likeness. Several query photos of one animal are taken together: every pair
 * of a query photo and a gallery photo is a piece of evidence.
 * @param owners the individual of each row, negative for nobody
 */
export function rankIndividuals(
  queries: readonly PhotoScores[],
  owners: Int32Array,
  { pooling = 'max', mask, limit = Infinity }: PoolingOptions = {},
): RankedIndividual[] {
  const { photos: m } = poolings[pooling];
  const pools = new Map<number, Pool>();
  for (const [bestQuery, { rows, scores }] of queries.entries()) {
    for (let at = 0; at < scores.length; at++) {
      const row = rows ? (rows[at] ?? -1) : at;
      const individual = owners[row] ?? -1;
      if (individual < 0 || (mask && mask[row] === 0)) continue;
      const score = scores[at] ?? 0;
      const pool = pools.get(individual);
      if (!pool) {
        const best = { bestRow: row, bestQuery, bestScore: score };
        pools.set(individual, { individual, score, ...best, pairs: 1, top: [score] });
        continue;
      }
      pool.pairs += 1;
      if (score > pool.bestScore)
        Object.assign(pool, { bestRow: row, bestQuery, bestScore: score });
      keepBest(pool.top, score, m);
    }
  }
  const ranked = [...pools.values()].map(({ top, ...individual }) => ({
    ...individual,
    score: top.reduce((sum, score) => sum + score, 0) / top.length,
  }));
  ranked.sort((a, b) => b.score - a.score || a.individual - b.individual);
  return ranked.slice(0, limit);
}

/** Puts a score in its place among the m best. */
function keepBest(top: number[], score: number, m: number): void {
  if (top.length >= m && score <= (top[m - 1] ?? 0)) return;
  let place = top.length;
  while (place > 0 && (top[place - 1] ?? 0) < score) place--;
  top.splice(place, 0, score);
  if (top.length > m) top.pop();
}
