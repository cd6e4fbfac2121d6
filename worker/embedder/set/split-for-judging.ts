import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { splitFor, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';

/** The split for a network that learned none of these animals, such as one that was imported. */
export function splitForJudging(
  boxes: readonly IdentityBox[],
  { classId, sides }: EmbedderServing,
  newShare: number,
): EmbedderSplit {
  const wishes = {
    minQuality: null,
    minJudged: 2,
    sides,
    newShare,
    validationShare: 0.2,
    seed: 0,
  };
  return splitFor(boxes, { ...wishes, classId: classId ?? 1 });
}
