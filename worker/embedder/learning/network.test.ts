import { expect, it } from 'vitest';
import { completeEmbedder } from '#catalog/training/embedder-recipe.ts';
import { buildTrainStep, planStart } from '#models/session/train-step.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { networkOf, planOf } from './network.ts';

const set = { boxes: 100, aspect: 1 };

const asked = {
  from: null,
  newShare: 0.15,
  validationShare: 0.25,
  pseudoLabelRounds: [],
  seed: 0,
  device: 'cpu' as const,
};

it.each(['laptop', 'last-stages', 'workstation', 'seed', 'happywhale'] as const)(
  'the preset %s is a network that can be trained, with a species head where it has one',
  async (preset) => {
    // The seed's own network has 160 million numbers; one of B7 is here already.
    const smaller = preset === 'seed' ? { backbone: 'b0' as const, branchWidth: 32 } : {};
    const recipe = completeEmbedder({ ...asked, ...smaller, preset, batch: 2 }, 1, set);
    const { plan } = planOf(recipe, await networkOf(recipe, null), [3, 1, 5], 2);
    const { layout } = planStart(plan);
    const names = layout.parameters.map(({ name }) => name);
    expect(names.some((name) => name.startsWith('species.'))).toBe(recipe.speciesHead);
    const centres = layout.parameters.find(({ name }) => name === 'arcface.weight')?.shape[0];
    expect(centres).toBe(3 * recipe.centres * (recipe.mirrorClasses ? 2 : 1));
  },
);

it('margins by class size are wider for an animal with fewer photos', () => {
  const recipe = completeEmbedder(
    { ...asked, preset: 'laptop', margin: 'by-class-size', batch: 2, input: 64 },
    1,
    set,
  );
  const network = { backbone: 'b0', fusion: 'gem', dimensions: 16, variant: 'timm' } as const;
  const bytes = (sizes: number[]) =>
    buildTrainStep({ ...planOf(recipe, network, sizes, 1).plan, profile: standardProfile }).model;
  // The margins are constants of the graph.
  expect(Buffer.compare(bytes([1, 50]), bytes([50, 1]))).not.toBe(0);
  expect(Buffer.compare(bytes([1, 50]), bytes([1, 50]))).toBe(0);
});
