import { expect, it } from 'vitest';
import { detectOptions, ownConfidence } from './detecting.ts';

it('proposes from the confidence on at which a version did best, and from a plain one before it was judged', () => {
  expect(ownConfidence({ confidence: 0.4149 })).toBe(0.41);
  expect(ownConfidence({})).toBe(0.25);
  expect(ownConfidence({ confidence: Number.NaN })).toBe(0.25);
});

it('proposes from a plain confidence on by a version that was right about nothing, not from the least', () => {
  expect(ownConfidence({ confidence: 0, map50: 0 })).toBe(0.25);
});

it('never proposes from a confidence on that a person could not choose', () => {
  for (const confidence of [0, 0.003, 1])
    expect(() => detectOptions.parse({ confidence: ownConfidence({ confidence }) })).not.toThrow();
});
