import { expect, it } from 'vitest';
import { readSample, submissionHeader, submissionLine } from './submission.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads the pictures of a sample in its order', () => {
  const sample = bytes('image,predictions\nb.jpg,x new_individual\na.jpg,y\n');
  expect(readSample(sample, 'sample.csv')).toEqual(['b.jpg', 'a.jpg']);
});

it('refuses another table, and a picture named twice, with the line', () => {
  expect(() => readSample(bytes('image,species\na.jpg,x\n'), 'train.csv')).toThrow(
    'train.csv has the columns image, species',
  );
  expect(() => readSample(bytes('image,predictions\na.jpg,x\na.jpg,x\n'), 's.csv')).toThrow(
    's.csv, line 3: a.jpg is there twice',
  );
});

it('writes five different names a picture, filled where there are fewer', () => {
  expect(submissionHeader).toBe('image,predictions\n');
  expect(submissionLine('a.jpg', ['x', 'new_individual'], ['x', 'p', 'q', 'r', 's'])).toBe(
    'a.jpg,x new_individual p q r\n',
  );
  expect(submissionLine('a.jpg', ['1', '2', '3', '4', '5', '6'], [])).toBe('a.jpg,1 2 3 4 5\n');
});
