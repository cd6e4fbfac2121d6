import type { ModelKind } from '../models/versions.ts';

/** From how many examples on a training is worth its time. */
export const enough = {
  /** Boxes for a first detector, and new ones for the next version. */
  boxes: 20,
  /** Fins with a name for a first embedder. */
  names: 40,
  /** Animals that these are of: fewer are told apart faster by eye. */
  animals: 5,
} as const;

/** Another embedder is worth its time at a tenth more names, but never for a handful. */
const again = { names: 20, share: 0.1 } as const;

/**
 * Whether a training would help: the first one, or another.
 * @param counts labels in all, those since the version in use was trained, and the animals that they are of;
 *   `hasLearned` says whether that version learned from any of them
 */
export function isWorthTraining(
  kind: ModelKind,
  counts: { labels: number; newLabels: number; individuals: number; hasLearned: boolean },
): boolean {
  const { labels, newLabels, individuals, hasLearned } = counts;
  if (kind === 'detector') return newLabels >= enough.boxes;
  const fresh = hasLearned ? newLabels : labels;
  const least = hasLearned
    ? Math.max(again.names, (labels - newLabels) * again.share)
    : enough.names;
  return fresh >= least && individuals >= enough.animals;
}
