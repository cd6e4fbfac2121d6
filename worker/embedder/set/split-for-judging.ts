import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { splitFor, type EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { joinedBoxes } from '#catalog/training/taken-together.ts';
import { cropStyleOf } from '#terms/embedder/crops.ts';
import type { EmbedderServing } from '#terms/embedder/serving.ts';
import type { JobPlace } from '../../messages.ts';
import { joinedByLook } from './joined-by-look.ts';
import type { CropWatch } from './learning-set.ts';

/** The split for a network that learned none of these animals, such as one that was imported. */
export async function splitForJudging(
  boxes: readonly IdentityBox[],
  serving: EmbedderServing,
  newShare: number,
  place: JobPlace,
  watch: CropWatch,
): Promise<EmbedderSplit> {
  const { classId, orClassIds, sides } = serving;
  const wishes = {
    minQuality: null,
    minJudged: 2,
    sides,
    newShare,
    validationShare: 0.2,
    seed: 0,
  };
  const joined = await joinedByLook(boxes, serving, cropStyleOf(serving), place, watch);
  const apart = joinedBoxes(boxes, joined);
  return { ...splitFor(apart, { ...wishes, classId: classId ?? 1, orClassIds }), joined };
}
