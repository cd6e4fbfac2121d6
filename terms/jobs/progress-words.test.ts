import { expect, it } from 'vitest';
import { progressWords } from './progress-words.ts';

const job = { done: 412, total: 4012, unit: 'photos', perSecond: 31.2, secondsLeft: 116 };

it.each([
  [job, '412 of 4,012 photos · 31/s · 2 min left'],
  [{ ...job, total: null, secondsLeft: null }, '412 photos · 31/s'],
  [{ ...job, perSecond: 0.42, secondsLeft: 8571 }, '412 of 4,012 photos · 0.4/s · 2 h 23 min left'],
  [{ ...job, perSecond: null, secondsLeft: null }, '412 of 4,012 photos'],
])('says what is known of %o', (progress, words) => {
  expect(progressWords(progress)).toBe(words);
});
