/** Queries against a gallery of known animals: who is found where, and what the scores are worth. */
import type { IdentificationCase } from '../matching/open-set.ts';
import { rankIndividuals, type RankedIndividual } from '../matching/pooling.ts';
import { Gallery, maskOf } from '../matching/rank.ts';
import type { ScoredPair } from '../matching/calibration.ts';
import { comparable, type EmbedderSet } from './embedder-set.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';

/** Individuals of a ranking that are kept, and pairs of a query that a calibration is fitted to. */
const KEPT = 50;

export interface JudgedQuery extends IdentificationCase {
  /** Place among the set's queries. */
  query: number;
  individualId: number;
  ranked: RankedIndividual[];
}

/** Vectors of the set's queries and gallery in their order, row after row. */
export interface SetVectors {
  queries: Float32Array;
  gallery: Float32Array;
  dimensions: number;
}

/**
 * Ranks the individuals of the gallery for each query. A photo is never compared with one of its own
 * encounter, nor, where sides are kept apart, with one of the other side.
 */
export function judgeQueries(
  { queries, gallery }: Pick<EmbedderSet, 'queries' | 'gallery'>,
  vectors: SetVectors,
  sides: SidesTreatment,
): JudgedQuery[] {
  const { dimensions } = vectors;
  const search = new Gallery(vectors.gallery, dimensions);
  const owners = Int32Array.from(gallery, ({ individualId }) => individualId);
  const scores = new Float32Array(search.count);
  return queries.map(({ box, individualId, known }, query) => {
    const vector = vectors.queries.subarray(query * dimensions, (query + 1) * dimensions);
    search.scores(vector, scores);
    const mask = maskOf(search.count, (row) => comparable(box, gallery[row].box, sides));
    const ranked = rankIndividuals([{ scores }], owners, { mask });
    const place = ranked.findIndex(({ individual }) => individual === individualId);
    return {
      query,
      individualId,
      known,
      rank: place === -1 ? null : place + 1,
      topScore: ranked[0]?.score ?? -1,
      ranked: place < KEPT ? ranked.slice(0, KEPT) : [...ranked.slice(0, KEPT), ranked[place]],
    };
  });
}

/** Pairs of a query and an individual with the pooled score. */
export const scoredPairs = (judged: readonly JudgedQuery[]): ScoredPair[] =>
  judged.flatMap(({ individualId, ranked }) =>
    ranked.map(({ individual, score }) => ({ score, same: individual === individualId })),
  );
