import { expect, test } from 'vitest';
import { presetEpochs } from './embedder-recipe.ts';

test('a small set is shown as many pictures as a large one, in more epochs', () => {
  const shown = (boxes: number) => boxes * presetEpochs({ preset: 'laptop', from: null }, boxes);
  expect(shown(200) / shown(4000)).toBeCloseTo(1, 1);
});

test('weights that tell animals apart already are trained for less long than random numbers', () => {
  const epochs = (from: 'starter' | number | null) => presetEpochs({ preset: 'laptop', from }, 300);
  expect(epochs('starter')).toBeLessThan(epochs(null) / 2);
  expect(epochs(3)).toBe(epochs('starter'));
});

test('photos without animals of their own, as those of ImageNet, are no such weights', () => {
  const imagenet = { weightsFile: 'b0.safetensors', variant: undefined };
  expect(presetEpochs({ preset: 'laptop', from: imagenet }, 300)).toBe(
    presetEpochs({ preset: 'laptop', from: null }, 300),
  );
});

test('there is an epoch for any number of boxes', () => {
  expect(presetEpochs({ preset: 'laptop', from: null }, 1_000_000)).toBe(1);
  expect(presetEpochs({ preset: 'laptop', from: null }, 2)).toBe(500);
});
