import { expect, it } from 'vitest';
import { importFields } from './columns.ts';

it('a word over a column tells one field', () => {
  const words = Object.values(importFields).flatMap(({ headers }): readonly string[] => headers);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  // As they are compared: without case, blanks and punctuation.
  expect(words.filter((word) => !/^[a-z0-9]+$/.test(word))).toEqual([]);
});
