/** Who a fin may show, by the network in use. */
import { BestRows } from '#catalog/matching/nearest.ts';
import { rankIndividuals } from '#catalog/matching/pooling.ts';
import { scoresThatCount } from '#catalog/matching/ranking-calibration.ts';
import type { MatchBox } from '#catalog/queries/match-rows.ts';
import type { Likeness, RankOptions } from '#terms/matching/ranking.ts';
import type { NamedBox } from '#terms/identity/individuals.ts';
import { chancesBy, meaningFor, type ChosenNetwork } from './chosen-network.ts';
import { evidenceMask } from './evidence.ts';
import type { MatchIndex } from './match-index.ts';

/** A candidate before the facts of its card are known. */
interface RankedAnimal extends Likeness {
  /** Null: a new animal, where it ranks. */
  individualId: number | null;
  bestBoxId: number | null;
}

/** A photo of a known animal that is like the query. */
type AlikePhoto = NamedBox & Likeness;

interface CandidateList {
  candidates: RankedAnimal[];
  photos: AlikePhoto[];
}

/**
 * Candidates of one fin, or of several that show one animal: every pair of a query and a photo of the
 * candidate is a piece of evidence. "New" stands behind all who are more alike than the threshold.
 *
 * @param boxIds each with a row in the index
 * @param unseen for a blind review: boxes that are no evidence, and whether a query has a name makes no difference
 */
export function rankCandidates(
  index: MatchIndex,
  network: ChosenNetwork,
  boxIds: readonly number[],
  { filter, pooling, limit, unseen = null }: RankOptions & { unseen?: ReadonlySet<number> | null },
): CandidateList {
  const queries = boxIds.flatMap((boxId): MatchBox[] => {
    const row = index.rowOf(boxId);
    const box = row === undefined ? undefined : index.boxAt(row);
    return box === undefined ? [] : [box];
  });
  const mask = evidenceMask(index, queries, filter, unseen);
  const vectors = index.storedVectors(queries.map(({ boxId }) => boxId));
  const scores = [...vectors.values()].map((vector) => ({ scores: index.scores(vector) }));
  const ranked = rankIndividuals(scores, index.owners, { pooling, mask });
  const species = queries[0]?.species ?? null;
  const { threshold, ranking } = meaningFor(network, species);
  // Chances were fitted to single photos and the best photo of each animal, and hold for nothing else.
  const isAsJudged = queries.length === 1 && pooling === 'max';
  const chances = isAsJudged
    ? chancesBy(
        ranking,
        ranked.slice(0, scoresThatCount).map(({ score }) => score),
      )
    : null;
  const known = ranked.slice(0, limit).map(({ individual, score, bestRow }, at): RankedAnimal => ({
    individualId: individual,
    score,
    probability: chances?.individuals[at] ?? null,
    n: chances?.n ?? null,
    bestBoxId: index.boxAt(bestRow)?.boxId ?? null,
  }));
  return {
    candidates: withNew(known, threshold, chances),
    photos: alike(
      index,
      scores.map((one) => one.scores),
      mask,
      limit,
    ),
  };
}

function withNew(
  known: readonly RankedAnimal[],
  threshold: number | null,
  chances: ReturnType<typeof chancesBy>,
): RankedAnimal[] {
  const place =
    threshold === null ? known.length : known.filter(({ score }) => score > threshold).length;
  const fresh: RankedAnimal = {
    individualId: null,
    score: threshold ?? 0,
    probability: chances?.none ?? null,
    n: chances?.n ?? null,
    bestBoxId: null,
  };
  return known.toSpliced(place, 0, fresh);
}

function alike(
  index: MatchIndex,
  queries: readonly Float32Array[],
  mask: Uint8Array,
  limit: number,
): AlikePhoto[] {
  const best = new BestRows(Math.min(limit, mask.length));
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === 0) continue;
    let score = -Infinity;
    for (const scores of queries) score = Math.max(score, scores[row] ?? -Infinity);
    best.offer(row, score);
  }
  const { rows, scores } = best.sorted();
  return [...rows].flatMap((row, at) => {
    const box = index.boxAt(row);
    const individualId = index.owners[row] ?? -1;
    if (box === undefined || individualId < 0) return [];
    const score = scores[at] ?? 0;
    return [{ boxId: box.boxId, individualId, score, probability: null, n: null }];
  });
}
