import { expect, it } from 'vitest';
import { isWorthTraining } from './enough.ts';

it('twenty boxes are worth a detector, and twenty new ones another', () => {
  const worth = (newLabels: number, hasLearned: boolean) =>
    isWorthTraining('detector', { labels: 500, newLabels, individuals: 0, hasLearned });
  expect([worth(19, false), worth(20, false)]).toEqual([false, true]);
  expect([worth(19, true), worth(20, true)]).toEqual([false, true]);
});

it('forty named fins of five animals are worth an embedder, and then a tenth more', () => {
  const worth = (labels: number, newLabels: number, hasLearned: boolean, individuals = 5) =>
    isWorthTraining('embedder', { labels, newLabels, individuals, hasLearned });
  expect([worth(39, 39, false), worth(40, 40, false)]).toEqual([false, true]);
  expect(worth(40, 40, false, 4)).toBe(false);
  expect([worth(544, 44, true), worth(550, 50, true)]).toEqual([false, true]);
  expect([worth(59, 19, true), worth(60, 20, true)]).toEqual([false, true]);
});
