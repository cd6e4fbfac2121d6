import { expect, it } from 'vitest';
import { detectorPresets } from './detector/presets.ts';
import { detectorRecipe } from './detector/recipe.ts';
import { fusions } from './embedder/fusions.ts';
import { embedderPresets } from './embedder/presets.ts';
import { askedEmbedder, embedderRecipe } from './embedder/recipe.ts';
import { idsOf } from './tables.ts';

const presets = [...Object.values(detectorPresets), ...Object.values(embedderPresets)];

it.each(presets)('$title says the side that its pictures have', ({ who, recipe: { input } }) => {
  expect(who).toContain(`${input.toLocaleString('en')} px`);
});

it.each(idsOf(embedderPresets))('%s has crops that its fusion can part', (preset) => {
  const { fusion, input } = embedderPresets[preset].recipe;
  expect(input % fusions[fusion].cropStep).toBe(0);
});

it('reads a recipe of before there were tones, made-up animals and a grade to judge by', () => {
  const {
    tones: _tones,
    bends: _bends,
    minJudged: _minJudged,
    ...of
  } = embedderPresets.laptop.recipe;
  const old = { ...of, ...askedEmbedder.parse({}), classId: 1, epochs: 30 };
  expect(embedderRecipe.parse(old)).toEqual({ ...old, tones: 'colour', bends: 0, minJudged: null });
});

it('reads a detector’s recipe of before there was a choice of the optimiser', () => {
  const old = {
    ...detectorPresets.quick.recipe,
    preset: 'quick',
    from: 'starter',
    epochs: 60,
    learningRate: 0.01,
    freezeBackbone: false,
    tiles: true,
    patience: 30,
    classes: [{ id: 1, name: 'dorsal fin' }],
    validationShare: 0.2,
    seed: 0,
    device: 'auto',
  };
  expect(detectorRecipe.parse(old)).toEqual({ ...old, optimizer: 'sgd' });
});
