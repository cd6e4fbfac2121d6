/** Which photos are learned from and which are kept for judging. */
import { createHash } from 'node:crypto';
import type { LearnedPhoto } from './detector-set.ts';

export interface Split<Photo> {
  train: Photo[];
  validation: Photo[];
  /** Whether photos of one encounter stand on both sides, because there is only one with boxes. */
  withinEncounter: boolean;
}

/** Where a group stands in the order of a seed, 0–1; the same in every catalogue and every run. */
const place = (seed: number, group: string): number =>
  createHash('sha256').update(`${seed}:${group}`).digest().readUInt32BE(0) / 2 ** 32;

type Splittable = Pick<LearnedPhoto, 'photoId' | 'encounterId' | 'sha256'> & {
  boxes: readonly unknown[];
};

/**
 * Keeps whole encounters apart for judging, as photos of one encounter show the same sea, light and animals;
 * a photo in no encounter stands for itself. The same seed keeps the same encounters, and one that is added
 * later moves few others.
 *
 * @param share of the photos with boxes to keep for judging
 */
export function splitByEncounter<Photo extends Splittable>(
  photos: readonly Photo[],
  share: number,
  seed: number,
): Split<Photo> {
  const byEncounter = Map.groupBy(photos, ({ encounterId, sha256 }) =>
    encounterId === null ? sha256 : `encounter ${encounterId}`,
  );
  const withBoxes = [...byEncounter.values()].filter((group) => boxed(group) > 0).length;
  const withinEncounter = withBoxes < 2;
  const groups = withinEncounter ? Map.groupBy(photos, ({ sha256 }) => sha256) : byEncounter;
  const ordered = [...groups]
    .map(([name, group]) => ({ at: place(seed, name), group }))
    .sort((a, b) => a.at - b.at);
  const kept = new Set<Photo>();
  const some = ordered.filter(({ group }) => boxed(group) > 0).map(({ group }) => group);
  const total = some.reduce((sum, group) => sum + boxed(group), 0);
  const target = share * total;
  let taken = 0;
  const keep = (group: readonly Photo[]) => {
    taken += boxed(group);
    for (const photo of group) kept.add(photo);
  };
  for (const group of some) {
    // One huge encounter must not take most of what there is to learn from.
    if (taken < target && taken + boxed(group) <= Math.max(1, 1.5 * target)) keep(group);
  }
  const smallest = some.toSorted((a, b) => boxed(a) - boxed(b))[0];
  if (taken === 0 && some.length > 1 && smallest !== undefined) keep(smallest);
  for (const { at, group } of ordered)
    if (boxed(group) === 0 && at < share) for (const photo of group) kept.add(photo);
  return {
    train: photos.filter((photo) => !kept.has(photo)),
    validation: photos.filter((photo) => kept.has(photo)),
    withinEncounter,
  };
}

const boxed = (group: readonly Splittable[]): number =>
  group.filter(({ boxes }) => boxes.length > 0).length;
