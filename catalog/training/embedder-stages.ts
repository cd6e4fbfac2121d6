/** A training from random numbers begins with small pictures and an easy loss. */
import type { EmbedderRecipe } from './embedder-recipe.ts';

export interface TrainingStage {
  /** Side in pixels of the crops. */
  input: number;
  /** Of the recipe's margin, 0…1. */
  margin: number;
  /** Steps done when it ends, those of earlier stages included. */
  until: number;
}

/** Shares of all steps, and of the recipe's input and margin. */
const growing = [
  { share: 0.72, input: 0.5, margin: 0 },
  { share: 0.16, input: 0.75, margin: 0.5 },
  { share: 0.12, input: 1, margin: 1 },
] as const;

/**
 * Stages of a training. What a picture of half the side can teach costs a quarter there, and a margin
 * asked of a network that knows nothing yet only holds it up. From weights that have learned before,
 * one stage at full size.
 */
export function trainingStages(
  { from, input }: Pick<EmbedderRecipe, 'from' | 'input'>,
  totalSteps: number,
): TrainingStage[] {
  if (from !== null) return [{ input, margin: 1, until: totalSteps }];
  let done = 0;
  const stages = growing.map((stage) => {
    done += stage.share;
    return {
      input: 32 * Math.round((input * stage.input) / 32),
      margin: stage.margin,
      until: stage.input === 1 ? totalSteps : Math.floor(done * totalSteps),
    };
  });
  // A training of a few steps has no room for all of them.
  return stages.filter(({ until }, at) => until > (stages[at - 1]?.until ?? 0));
}
