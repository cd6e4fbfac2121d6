/** How an embedder is trained: what a person asked for, completed from a preset. */
import { embedderPresets } from '#terms/embedder/presets.ts';
import type { AskedEmbedder, EmbedderRecipe } from '#terms/embedder/recipe.ts';

/** Epochs between which a person may hope for a change; a tiny set is seen this often at most. */
const MOST_EPOCHS = 500;

/** Epochs in which a set of `boxes` shows the preset's number of pictures. */
export function presetEpochs(
  { preset, from }: Pick<EmbedderRecipe, 'preset' | 'from'>,
  boxes: number,
): number {
  const { pictures, picturesOnceLearned } = embedderPresets[preset];
  const hasLearned = from === 'starter' || typeof from === 'number';
  const epochs = Math.round((hasLearned ? picturesOnceLearned : pictures) / Math.max(1, boxes));
  return Math.min(MOST_EPOCHS, Math.max(1, epochs));
}

/**
 * The recipe with nothing left open.
 *
 * @param classId of boxes to learn where the person chose none
 * @param boxes that would be learned from; the preset's epochs follow from their number
 */
export function completeEmbedder(
  {
    preset,
    from,
    newShare,
    validationShare,
    pseudoLabelRounds,
    seed,
    device,
    ...own
  }: AskedEmbedder,
  classId: number,
  boxes: number,
): EmbedderRecipe {
  const asked = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return {
    ...embedderPresets[preset].recipe,
    classId,
    epochs: presetEpochs({ preset, from }, boxes),
    ...asked,
    preset,
    from,
    newShare,
    validationShare,
    pseudoLabelRounds,
    seed,
    device,
  };
}
