import { z } from 'zod';
import { embedderRecipe } from '../embedder/recipe.ts';

/** Bytes that a training's step needs. */
export const embedderMemory = {
  input: z.object({
    recipe: embedderRecipe,
    classSizes: z.array(z.number().int()),
    species: z.number().int(),
    free: z.number(),
  }),
  answer: z.object({
    bytes: z.number(),
    fittingBatch: z.number().int().nullable(),
    sentence: z.string(),
  }),
};
