/** Fins of one encounter that look like one animal. */

import type { FinGroup } from '#terms/matching/ranking.ts';

/** A fin that waits, with what forbids that two are one: an animal is on a photo once. */
interface WaitingFin {
  boxId: number;
  photoId: number;
}

interface Cluster {
  members: number[];
  photos: Set<number>;
}

/**
 * Joins fins, the most alike first, while the mean likeness between two groups is at least `threshold`
 * and no photo would show the animal twice (average linkage).
 *
 * @param likeness cosine of two fins by their places
 * @returns large groups first, then by likeness; lone fins last, in the order given
 */
export function groupFins(
  fins: readonly WaitingFin[],
  likeness: (a: number, b: number) => number,
  threshold: number,
): FinGroup[] {
  const clusters: (Cluster | null)[] = fins.map(({ photoId }, at) => ({
    members: [at],
    photos: new Set([photoId]),
  }));
  // Sums of likeness between clusters; a join adds two rows.
  const sums = fins.map((_, a) =>
    Float64Array.from(fins, (_, b) => (a === b ? 0 : likeness(a, b))),
  );
  for (;;) {
    const pair = closest(clusters, sums, threshold);
    if (pair === null) break;
    const [a, b] = pair;
    const [into, from] = [clusters[a], clusters[b]];
    if (!into || !from) break;
    into.members.push(...from.members);
    for (const photo of from.photos) into.photos.add(photo);
    clusters[b] = null;
    for (const [at, row] of sums.entries()) {
      if (at === a || !clusters[at]) continue;
      const sum = (row[a] ?? 0) + (row[b] ?? 0);
      row[a] = sum;
      const own = sums[a];
      if (own) own[at] = sum;
    }
  }
  return clusters
    .filter((cluster) => cluster !== null)
    .map(({ members }) => ({
      boxIds: members.flatMap((at) => fins[at]?.boxId ?? []),
      score: meanWithin(members, likeness),
    }))
    .sort((a, b) => b.boxIds.length - a.boxIds.length || (b.score ?? 0) - (a.score ?? 0));
}

const shareOne = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => {
  for (const one of a) if (b.has(one)) return true;
  return false;
};

function closest(
  clusters: readonly (Cluster | null)[],
  sums: readonly Float64Array[],
  threshold: number,
): [number, number] | null {
  let best: [number, number] | null = null;
  let bestMean = threshold;
  for (let a = 0; a < clusters.length; a++) {
    const one = clusters[a];
    if (!one) continue;
    for (let b = a + 1; b < clusters.length; b++) {
      const other = clusters[b];
      if (!other) continue;
      const mean = (sums[a]?.[b] ?? 0) / (one.members.length * other.members.length);
      if (mean < bestMean || shareOne(one.photos, other.photos)) continue;
      bestMean = mean;
      best = [a, b];
    }
  }
  return best;
}

function meanWithin(
  members: readonly number[],
  likeness: (a: number, b: number) => number,
): number | null {
  if (members.length < 2) return null;
  let sum = 0;
  for (const [at, a] of members.entries())
    for (const b of members.slice(at + 1)) sum += likeness(a, b);
  return sum / ((members.length * (members.length - 1)) / 2);
}
