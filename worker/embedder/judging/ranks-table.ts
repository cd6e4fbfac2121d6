/** Every ranking that a report is made of, so that anybody can compute its figures by a program of their own. */
import { csvLine } from '#catalog/formats/csv-line.ts';
import type { EmbedderSet } from '#catalog/training/embedder-set.ts';
import type { JudgedQuery } from '#catalog/training/judge-identities.ts';

const ranksColumns = [
  'query_box',
  'photo',
  'side',
  'species',
  'truth',
  'is_known',
  'place',
  'individual',
  'score',
  'threshold',
] as const;

/** Places of a query that are written; the right animal's own place stands behind them where it comes later. */
const PLACES = 50;

/**
 * A line for each query and place, best first; a query that can be compared with nobody has one line without a place.
 * @param thresholds of each query, chosen on other animals
 */
export function* ranksTable(
  { queries, gallery }: Pick<EmbedderSet, 'queries' | 'gallery'>,
  judged: readonly JudgedQuery[],
  thresholds: readonly number[],
): Generator<string> {
  yield csvLine(ranksColumns);
  for (const { query, individualId, known, rank, ranked } of judged) {
    const { box } = queries[query];
    const threshold = (thresholds[query] ?? NaN).toFixed(6);
    const own = [box.boxId, box.photoName, box.side, box.species, box.code, known ? 1 : 0];
    if (ranked.length === 0) yield csvLine([...own, null, null, null, threshold]);
    for (const [at, { individual, bestRow, score }] of ranked.entries()) {
      const place = at >= PLACES && individual === individualId ? rank : at + 1;
      yield csvLine([...own, place, gallery[bestRow].box.code, score.toFixed(6), threshold]);
    }
  }
}
