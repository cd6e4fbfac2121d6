/** Photos that are unlike the rest of their animal, and like another. */
import { BestRows } from '#catalog/matching/nearest.ts';
import type { LikelyMixUp } from '#terms/matching/suspicions.ts';
import { breathe, dot, unit, type AnimalSide } from './animal-sides.ts';
import { isOfBurst } from './evidence.ts';
import type { MatchIndex } from './match-index.ts';

export interface OddPhoto extends Pick<LikelyMixUp, 'individualId' | 'score' | 'among'> {
  boxId: number;
  closerTo: { individualId: number; score: number; boxId: number } | null;
}

interface Suspect extends Omit<OddPhoto, 'closerTo'> {
  of: AnimalSide;
  vector: Float32Array;
}

/**
 * One photo of a side at most, the one that sticks out most. It is listed if its most alike photo belongs
 * to another animal, or if none of its own animal's photos is as alike as photos of one animal are.
 *
 * @param settled photos that a person has said belong where they are
 * @param threshold cosine above which two photos rather show one animal; null if not known
 */
export async function likelyMixUps(
  index: MatchIndex,
  sides: readonly AnimalSide[],
  settled: ReadonlySet<string>,
  threshold: number | null,
  limit: number,
): Promise<OddPhoto[]> {
  const suspects: Suspect[] = [];
  for (const [at, side] of sides.entries()) {
    suspects.push(...leastAlike(index, side, settled));
    if (at % 32 === 31) await breathe();
  }
  suspects.sort((a, b) => a.score - a.among - (b.score - b.among));
  // A photo that a person knows to look like another speaks against nobody.
  const suspected = new Set([...settled].map((key) => Number(key.split(' ')[1])));
  const weighed: { suspect: Suspect; margin: number }[] = [];
  for (const suspect of suspects.slice(0, limit * 4)) {
    const { own, other } = nearest(index, suspect, suspected);
    weighed.push({ suspect, margin: (other?.score ?? -1) - own });
    await breathe();
  }
  weighed.sort((a, b) => b.margin - a.margin);
  const odd: OddPhoto[] = [];
  const listed = new Set<AnimalSide>();
  for (const { suspect } of weighed) {
    if (odd.length === limit) break;
    if (listed.has(suspect.of)) continue;
    // Those listed before are no evidence any more: they may be another animal's themselves.
    const { own, other } = nearest(index, suspect, suspected);
    await breathe();
    const closer = other !== null && other.score > own && other.score > (threshold ?? -1);
    if (!closer && !(threshold !== null && own < threshold)) continue;
    const { individualId, boxId, score, among } = suspect;
    odd.push({ individualId, boxId, score, among, closerTo: closer ? other : null });
    listed.add(suspect.of);
    suspected.add(boxId);
  }
  return odd;
}

export const settledKey = (individualId: number, boxId: number) => `${individualId} ${boxId}`;

/** The photo least like the others; of two photos both, as they are equally unlike each other. */
function leastAlike(index: MatchIndex, of: AnimalSide, settled: ReadonlySet<string>): Suspect[] {
  const { individualId, boxIds, sum } = of;
  const n = boxIds.length;
  if (n < 2) return [];
  // v·(S − v) / (n − 1): the mean over the others without comparing each pair.
  const means = [...index.storedVectors(boxIds)].map(([boxId, stored]) => {
    const vector = unit(stored);
    return { boxId, vector, score: (dot(vector, sum) - 1) / (n - 1) };
  });
  means.sort((a, b) => a.score - b.score);
  return means
    .flatMap((mean, place): Suspect[] => {
      if (settled.has(settledKey(individualId, mean.boxId))) return [];
      const among = means.find((_, at) => at !== place)?.score ?? mean.score;
      return [{ of, individualId, ...mean, among }];
    })
    .slice(0, n === 2 ? 2 : 1);
}

/** @param suspected photos that may be another animal's themselves, and so are no evidence */
function nearest(
  index: MatchIndex,
  { boxId, individualId, vector }: Suspect,
  suspected: ReadonlySet<number>,
): { own: number; other: OddPhoto['closerTo'] } {
  const scores = index.scores(vector);
  const { owners } = index;
  const asked = index.boxAt(index.rowOf(boxId) ?? -1);
  const best = new BestRows(1);
  let own = -1;
  for (let row = 0; row < scores.length; row++) {
    const owner = owners[row] ?? -1;
    const box = index.boxAt(row);
    if (owner < 0 || box === undefined || asked === undefined) continue;
    if (suspected.has(box.boxId)) continue;
    // Frames of its own moment share its mistake.
    if (box.photoId === asked.photoId || isOfBurst(asked, box)) continue;
    if (owner === individualId) own = Math.max(own, scores[row] ?? -1);
    else best.offer(row, scores[row] ?? -1);
  }
  const { rows, scores: found } = best.sorted();
  const [row] = rows;
  const box = row === undefined ? undefined : index.boxAt(row);
  if (row === undefined || box === undefined) return { own, other: null };
  return {
    own,
    other: { individualId: owners[row] ?? -1, score: found[0] ?? -1, boxId: box.boxId },
  };
}
