import { expect, it } from 'vitest';
import type { Candidate } from './candidates.ts';
import { probabilityWords, shortProbability } from './probability.ts';

const candidate: Candidate = {
  key: 'i1',
  individualId: 1,
  code: 'TT001',
  name: null,
  score: 0.71,
  probability: 0.91,
  n: 340,
  best: null,
  sightings: 1,
  photos: 1,
  lastMs: null,
};
const says = (change: Partial<Candidate>) => {
  const changed = { ...candidate, ...change };
  return [shortProbability(changed), probabilityWords(changed)];
};

it('a chance says of what it is and on how many fins', () => {
  expect(says({})).toEqual([
    '.91',
    'A chance of 91 in 100, judged on 340 fins of this catalogue, that this is the animal',
  ]);
});

it('nothing is promised for certain', () => {
  expect(says({ probability: 0.9999 })).toEqual([
    '> .99',
    'A chance of more than 99 in 100, judged on 340 fins of this catalogue, that this is the animal',
  ]);
  expect(says({ probability: 0.0001 })[0]).toBe('< .01');
});

it('a score that was not calibrated is called a cosine', () => {
  expect(says({ probability: null, n: null })).toEqual([
    'cos 0.71',
    'Similarity 0.710 (cosine). Its chance is not known: nothing like it was judged in this catalogue',
  ]);
});

it('a new animal has a chance of its own', () => {
  const fresh = { individualId: null, probability: 0.32, score: 0.5 };
  expect(says(fresh)).toEqual([
    '.32',
    'A new animal: a chance of 32 in 100, judged on 340 fins of this catalogue, that it is nobody in the catalogue',
  ]);
});

it('a new animal that was not judged has its place and no number', () => {
  const fresh = { individualId: null, probability: null, n: null, score: 0.5 };
  expect(says(fresh)[0]).toBe('');
  expect(says(fresh)[1]).toMatch(
    /^A new animal: it stands behind all who are more alike than 0\.50/,
  );
});
