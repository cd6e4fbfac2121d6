import { expect, it } from 'vitest';
import { namingVerdict, saysOf, verdict, verdicts } from './verdicts.ts';

it('every verdict has a key of its own', () => {
  const keys = verdict.options.map((one) => verdicts[one].shortcut);
  expect(new Set(keys).size).toBe(keys.length);
});

it('those that name an animal are a match, sure or probable, and a new one', () => {
  expect(namingVerdict.options).toEqual(['match', 'probable', 'new']);
});

it('a row of the log reads as a sentence, an undo too', () => {
  expect(`It ${saysOf('cannot-compare')}.`).toBe('It cannot be compared.');
  expect(saysOf('undo')).toBe('taken back');
});
