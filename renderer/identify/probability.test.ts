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

it('a probability says of what it is and on how many pairs', () => {
  expect(says({})).toEqual([
    '.91',
    'Of 100 pairs with this score, 91 were the same animal (n = 340)',
  ]);
});

it('nothing is promised for certain', () => {
  expect(says({ probability: 0.9999 })).toEqual([
    '> .99',
    'Of 100 pairs with this score, more than 99 were the same animal (n = 340)',
  ]);
  expect(says({ probability: 0.0001 })[0]).toBe('< .01');
});

it('a score that was not calibrated is called a cosine', () => {
  expect(says({ probability: null, n: null })).toEqual([
    'cos 0.71',
    'Similarity 0.710 (cosine); how often such pairs were the same animal is not known yet',
  ]);
});

it('a new animal has its place and no number', () => {
  const fresh = { individualId: null, probability: null, n: null, score: 0.5 };
  expect(says(fresh)[0]).toBe('');
  expect(says(fresh)[1]).toMatch(
    /^A new animal: it stands behind all who are more alike than 0\.50/,
  );
});
