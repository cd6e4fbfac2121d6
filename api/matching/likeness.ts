/** How much boxes look like an animal, by the network in use. */
import type { MatchIndex } from './match-index.ts';

/**
 * The highest cosine of each box with a photo of the animal that is another photo than the box's own.
 *
 * @returns without those of which the network has no vector; empty where it has none of the animal
 */
export function likenessTo(
  index: MatchIndex,
  boxIds: readonly number[],
  individualId: number,
): Map<number, number> {
  const likeness = new Map<number, number>();
  for (const [boxId, vector] of index.storedVectors(boxIds)) {
    const row = index.rowOf(boxId);
    const own = row === undefined ? undefined : index.boxAt(row)?.photoId;
    const scores = index.scores(vector);
    let best = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < scores.length; at += 1)
      if (index.owners[at] === individualId && index.boxAt(at)?.photoId !== own)
        best = Math.max(best, scores[at] ?? best);
    if (Number.isFinite(best)) likeness.set(boxId, best);
  }
  return likeness;
}
