/** How a step sees a picture: changed, and under `mirrorClasses` now and then as another animal. */
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import { augmentationOf, augmentedView, type CropView } from './augmentation.ts';

/** @returns the same whenever it is asked; `isOther` where the picture is mirrored and shows another animal */
export function learnedView(
  { preset, sides, mirrorClasses }: Pick<EmbedderRecipe, 'preset' | 'sides' | 'mirrorClasses'>,
  at: { seed: number; step: number; index: number },
): { view: CropView; isOther: boolean } {
  const mayFlip = sides === 'together' && !mirrorClasses;
  const view = augmentedView(augmentationOf({ preset }), mayFlip, at);
  // Every second one.
  const isOther = mirrorClasses && uniformAt(streamOf(at.seed, `mirror.${at.step}`), at.index) < 0;
  return { view: isOther ? { ...view, flip: true } : view, isOther };
}
