import { expect, it } from 'vitest';
import { completeRecipe } from '#catalog/training/detector-recipe.ts';
import { completeEmbedder } from '#catalog/training/embedder-recipe.ts';
import { askedDetector } from '#terms/detector/recipe.ts';
import { askedEmbedder } from '#terms/embedder/recipe.ts';
import type { Asked } from '#terms/questions/index.ts';
import { trainingMemory } from './training-memory.ts';

const detector = completeRecipe(askedDetector.parse({ size: 's', input: 320, batch: 16 }), {
  classes: [{ id: 1, name: 'dorsal fin' }],
  trainPhotos: 40,
  trainBoxed: 40,
  longSide: 2000,
});
const embedder = completeEmbedder(askedEmbedder.parse({ batch: 16 }), 1, {
  boxes: 200,
  aspect: 1,
});
const asked: Record<string, (batch: number, free: number) => Asked<'training-memory'>> = {
  detector: (batch, free) => ({ kind: 'detector', recipe: { ...detector, batch }, free }),
  embedder: (batch, free) => ({
    kind: 'embedder',
    recipe: { ...embedder, batch },
    classSizes: [4, 5, 6],
    species: 1,
    free,
  }),
};

it.each(Object.keys(asked))(
  'a %s fits in training where there is room, and else the batch that would is named',
  async (kind) => {
    const of = async (batch: number, free: number) => trainingMemory(asked[kind](batch, free));
    const roomy = await of(16, 64e9);
    expect(roomy.fittingBatch).toBeNull();
    const small = roomy.bytes * 0.9;
    const { bytes, fittingBatch } = await of(16, small);
    expect(bytes).toBe(roomy.bytes);
    expect(fittingBatch).toBeGreaterThan(0);
    expect((await of(fittingBatch ?? 0, small)).fittingBatch).toBeNull();
    expect((await of((fittingBatch ?? 0) + 1, small)).fittingBatch).not.toBeNull();
  },
);

it('a detector is weighed before any box was drawn', async () => {
  const recipe = { ...detector, classes: [] };
  expect((await trainingMemory({ kind: 'detector', recipe, free: 64e9 })).bytes).toBeGreaterThan(0);
});
