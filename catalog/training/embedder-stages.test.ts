import { expect, it } from 'vitest';
import { trainingStages } from './embedder-stages.ts';

it('a training from random numbers grows its pictures and its margin to those of the recipe', () => {
  expect(trainingStages({ from: null, input: 128 }, 1000)).toEqual([
    { input: 64, margin: 0, until: 720 },
    { input: 96, margin: 0.5, until: 880 },
    { input: 128, margin: 1, until: 1000 },
  ]);
});

it('one from weights is of one size, and one of a few steps ends at full size', () => {
  const whole = [{ input: 128, margin: 1, until: 50 }];
  expect(trainingStages({ from: 'starter', input: 128 }, 50)).toEqual(whole);
  const few = trainingStages({ from: null, input: 128 }, 2);
  expect(few.at(-1)).toEqual({ input: 128, margin: 1, until: 2 });
});
