import { expect, it } from 'vitest';
import { completeEmbedder } from '#catalog/training/embedder-recipe.ts';
import { buildTrainStep, planStart } from '#models/session/train-step.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { planOf } from './network.ts';

const asked = {
  from: null,
  newShare: 0.15,
  validationShare: 0.25,
  pseudoLabelRounds: [],
  seed: 0,
  device: 'cpu' as const,
};

it.each(['laptop', 'workstation', 'happywhale'] as const)(
  'the preset %s is a network that can be trained, with a species head where it has one',
  (preset) => {
    const recipe = completeEmbedder({ ...asked, preset, batch: 2 }, 1, 100);
    const { backbone, fusion, dimensions } = recipe;
    const network = { backbone, fusion, dimensions, variant: 'timm' as const };
    const { plan } = planOf(recipe, network, [3, 1, 5], 2);
    const { layout } = planStart(plan);
    const names = layout.parameters.map(({ name }) => name);
    expect(names.some((name) => name.startsWith('species.'))).toBe(recipe.speciesHead);
    const centres = layout.parameters.find(({ name }) => name === 'arcface.weight')?.shape[0];
    expect(centres).toBe((recipe.head === 'sub-centre' ? 6 : 3) * (1 + recipe.bends));
  },
);

it('margins by class size are wider for an animal with fewer photos, and grow with the stages', () => {
  const recipe = completeEmbedder(
    { ...asked, preset: 'laptop', margin: 'by-class-size', batch: 2, input: 64 },
    1,
    100,
  );
  const network = { backbone: 'b0', fusion: 'gem', dimensions: 16, variant: 'timm' } as const;
  const bytes = (margin: number) =>
    buildTrainStep({
      ...planOf(recipe, network, [1, 50], 1, { margin }).plan,
      profile: standardProfile,
    }).model;
  // The margins are constants of the graph.
  expect(Buffer.compare(bytes(0), bytes(1))).not.toBe(0);
  expect(Buffer.compare(bytes(1), bytes(1))).toBe(0);
});
