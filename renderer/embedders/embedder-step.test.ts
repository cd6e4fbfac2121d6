import { expect, it } from 'vitest';
import type { Model } from '#terms/models/versions.ts';
import { embedderStep } from './embedder-step.ts';

const standing = { modelId: 3, withoutVector: 0, worth: null, advice: null };

it('fins come before vectors, a running training before another', () => {
  expect(embedderStep({ boxes: 0, open: 0, standing, training: undefined }).does).toBe('box');
  const training = { name: 'Embedder 2' } as Model;
  expect(
    embedderStep({ boxes: 9, open: 4, standing: { ...standing, worth: 'train' }, training }).does,
  ).toBe('watch');
});

it('what would help most is said in the words of the matching, if it has some', () => {
  const step = embedderStep({
    boxes: 9,
    open: 4,
    standing: {
      ...standing,
      withoutVector: 4,
      worth: 'embed',
      advice: '4 fins wait for the starter.',
    },
    training: undefined,
  });
  expect(step).toMatchObject({ does: 'embed', words: '4 fins wait for the starter.' });
  expect(
    embedderStep({
      boxes: 9,
      open: 4,
      standing: { ...standing, withoutVector: 1, worth: 'embed', advice: null },
      training: undefined,
    }).words,
  ).toBe('1 fin has no vector yet, so nobody is ranked for it.');
});

it('before any training the starter ranks', () => {
  const step = embedderStep({
    boxes: 9,
    open: 4,
    standing: { ...standing, modelId: null, withoutVector: 9 },
    training: undefined,
  });
  expect(step).toMatchObject({ does: 'embed', button: 'Make its vectors' });
});

it('with nothing to make better, the fins wait for names', () => {
  expect(embedderStep({ boxes: 9, open: 4, standing, training: undefined }).does).toBe('identify');
});

it('with every name given, there is nobody to identify', () => {
  expect(embedderStep({ boxes: 9, open: 0, standing, training: undefined }).does).toBe('look');
});
