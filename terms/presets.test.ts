import { expect, it } from 'vitest';
import { detectorPresets } from './detector/presets.ts';
import { detectorRecipe } from './detector/recipe.ts';
import { cropSizeOf } from './embedder/crops.ts';
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

it('reads a recipe of before there was a choice of much, and its pictures are square', () => {
  const old = {
    ...askedEmbedder.parse({}),
    validationShare: 0.2,
    backbone: 'b0',
    fusion: 'gem-grid',
    dimensions: 256,
    input: 144,
    bends: 2,
    head: 'arcface',
    margin: 0.1,
    scale: 16,
    speciesHead: false,
    batch: 24,
    learningRate: 3e-3,
    optimizer: 'adamw',
    frozenNorm: false,
    sampling: 'balanced',
    sides: 'apart',
    boxMargin: 0.1,
    minQuality: null,
    patience: null,
    classId: 1,
    epochs: 30,
  };
  const read = embedderRecipe.parse(old);
  expect(read).toMatchObject({
    fit: 'pad',
    tones: 'colour',
    mirrorClasses: false,
    minJudged: null,
  });
  expect(cropSizeOf(read)).toEqual({ width: 144, height: 144 });
});

it('reads a recipe of before the number of centres was a choice', () => {
  const old = {
    ...embedderPresets.workstation.recipe,
    ...askedEmbedder.parse({}),
    validationShare: 0.2,
    classId: 1,
    epochs: 30,
    head: 'sub-centre',
    centres: undefined,
  };
  expect(embedderRecipe.parse(old)).toMatchObject({ head: 'arcface', centres: 2, restarts: 0 });
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
