import { z } from 'zod';
import { detectorRecipe } from '../detector/recipe.ts';
import { embedderRecipe } from '../embedder/recipe.ts';
import { memoryForecast } from '../training/forecast.ts';

/** Bytes that are free. */
const free = z.number();

/** Bytes that a training's step needs, and the batch that would fit where that is too much. */
export const trainingMemory = {
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('detector'), recipe: detectorRecipe, free }),
    z.object({
      kind: z.literal('embedder'),
      recipe: embedderRecipe,
      /** Boxes of each class. */
      classSizes: z.array(z.number().int()),
      /** Kinds of animals. */
      species: z.number().int(),
      free,
    }),
  ]),
  answer: memoryForecast,
};
