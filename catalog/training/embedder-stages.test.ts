import { expect, it } from 'vitest';
import { augmentationStrength, trainingStages } from './embedder-stages.ts';

const random = { from: null };
const learned = { from: 'starter' as const };

it('a training from random numbers gets its margin late, one from weights from the first step', () => {
  expect(trainingStages(random, 1000)).toEqual([
    { margin: 0, until: 600 },
    { margin: 1, until: 1000 },
  ]);
  expect(trainingStages(learned, 1000)).toEqual([{ margin: 1, until: 1000 }]);
  expect(trainingStages(random, 1)).toEqual([{ margin: 1, until: 1 }]);
});

it('its pictures are changed more and more, those of a network that has learned before fully', () => {
  const strengths = [0, 300, 600, 999].map((step) => augmentationStrength(random, step, 1000));
  expect(strengths).toEqual([0, 0.5, 1, 1]);
  expect(augmentationStrength(learned, 0, 1000)).toBe(1);
});
