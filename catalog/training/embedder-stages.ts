/** A training from random numbers begins with an easy loss. */
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';

export interface TrainingStage {
  /** Of the recipe's margin, 0…1. */
  margin: number;
  /** Steps done when it ends, those of earlier stages included. */
  until: number;
}

/** Share of all steps that are taken without a margin. */
const withoutMargin = 0.6;
/**
 * Stages of a training: a margin asked of a network that knows nothing yet only holds it up, so it comes
 * late. From weights that have learned before there is one stage.
 */
export function trainingStages(
  { from }: Pick<EmbedderRecipe, 'from'>,
  totalSteps: number,
): TrainingStage[] {
  const easy = from === null ? Math.floor(withoutMargin * totalSteps) : 0;
  const whole = { margin: 1, until: totalSteps };
  return easy === 0 ? [whole] : [{ margin: 0, until: easy }, whole];
}
