/** Pairs of animals that look alike and may be one. */
import { Gallery } from '#catalog/matching/rank.ts';
import type { LikelyDuplicate } from '#terms/matching/suspicions.ts';
import { breathe, comparable, dot, unit, type AnimalSide } from './animal-sides.ts';
import type { MatchIndex } from './match-index.ts';

/** Two animals, the lower id first, and the boxes that are most alike. */
export interface AlikePair extends Pick<LikelyDuplicate, 'a' | 'b' | 'score'> {
  boxA: number;
  boxB: number;
}

/** Nearest other animals of a side that are looked at photo by photo. */
const NEAREST = 10;
/** Photos of an animal's side that are compared in a pair. */
const PHOTOS = 24;

export const pairKey = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/**
 * The most alike pairs, best first: sides are compared by the direction of their mean first, then the
 * nearest ones photo by photo.
 *
 * @param apart pairs known to be two animals
 */
export async function likelyDuplicates(
  index: MatchIndex,
  sides: readonly AnimalSide[],
  apart: ReadonlySet<string>,
  limit: number,
): Promise<AlikePair[]> {
  const usable = sides.filter(({ sum }) => dot(sum, sum) > 0);
  if (usable.length < 2) return [];
  const near = nearPairs(usable, index.dimensions, apart)
    .sort((x, y) => y.score - x.score)
    .slice(0, limit * 4);
  const best = new Map<string, AlikePair>();
  for (const [at, { x, y }] of near.entries()) {
    const pair = mostAlike(index, x, y);
    if (at % 8 === 7) await breathe();
    if (pair === null) continue;
    const key = pairKey(pair.a, pair.b);
    if (pair.score > (best.get(key)?.score ?? -Infinity)) best.set(key, pair);
  }
  return [...best.values()].sort((x, y) => y.score - x.score).slice(0, limit);
}

interface NearPair {
  x: AnimalSide;
  y: AnimalSide;
  score: number;
}

function nearPairs(
  sides: readonly AnimalSide[],
  dimensions: number,
  apart: ReadonlySet<string>,
): NearPair[] {
  const flat = new Float32Array(sides.length * dimensions);
  for (const [at, { sum }] of sides.entries()) flat.set(sum, at * dimensions);
  const owners = Int32Array.from(sides, ({ individualId }) => individualId);
  const found = new Gallery(flat, dimensions).nearestOfMany(flat, {
    k: NEAREST,
    apart: { rows: owners, queries: owners },
  });
  const seen = new Set<string>();
  return found.flatMap(({ rows, scores }, at) =>
    [...rows].flatMap((row, place): NearPair[] => {
      const [x, y] = [sides[at], sides[row]];
      if (!x || !y || !comparable(x.side, y.side)) return [];
      if (apart.has(pairKey(x.individualId, y.individualId))) return [];
      const key = at < row ? `${at} ${row}` : `${row} ${at}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ x, y, score: scores[place] ?? 0 }];
    }),
  );
}

function mostAlike(index: MatchIndex, x: AnimalSide, y: AnimalSide): AlikePair | null {
  const [first, second] = x.individualId < y.individualId ? [x, y] : [y, x];
  const vectors = index.storedVectors([
    ...first.boxIds.slice(0, PHOTOS),
    ...second.boxIds.slice(0, PHOTOS),
  ]);
  const units = new Map([...vectors].map(([boxId, vector]) => [boxId, unit(vector)]));
  let best: AlikePair | null = null;
  for (const boxA of first.boxIds.slice(0, PHOTOS)) {
    for (const boxB of second.boxIds.slice(0, PHOTOS)) {
      const [a, b] = [units.get(boxA), units.get(boxB)];
      if (!a || !b) continue;
      const score = dot(a, b);
      if (score > (best?.score ?? -Infinity))
        best = { a: first.individualId, b: second.individualId, score, boxA, boxB };
    }
  }
  return best;
}
