import { expect, it } from 'vitest';
import { shiftWords } from './shift-words.ts';

it('a shift of a clock reads as a person says it', () => {
  expect([3600, -200, 90_061, 0].map(shiftWords)).toEqual([
    '+1 h',
    '−3 min 20 s',
    '+1 d 1 h 1 min 1 s',
    '±0',
  ]);
});
