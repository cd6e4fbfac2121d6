import { expect, it } from 'vitest';
import { trainingStages } from './embedder-stages.ts';

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
