import { expect, it } from 'vitest';
import type { Model } from '#terms/models/versions.ts';
import type { TrainingSet } from '#terms/boxes/proposals.ts';
import { detectorStep } from './detector-step.ts';

const set: TrainingSet = {
  boxes: 0,
  photosWithBoxes: 0,
  backgroundPhotos: 0,
  boxesSinceTraining: 0,
  detectorVersion: null,
  classes: [],
};
const step = (
  change: Partial<Omit<Parameters<typeof detectorStep>[0], 'set'>> & { set?: Partial<TrainingSet> },
) =>
  detectorStep({
    photos: 100,
    unchecked: 100,
    proposals: 0,
    open: 0,
    training: undefined,
    ...change,
    set: { ...set, ...change.set },
  }).does;

it('a new user is led from photos to proposals without any training', () => {
  expect(step({ photos: 0, unchecked: 0 })).toBe('import');
  expect(step({})).toBe('propose');
});

it('a few boxes ask for more, twenty for a training', () => {
  expect(step({ set: { boxes: 12, boxesSinceTraining: 12 } })).toBe('draw');
  expect(step({ set: { boxes: 20, boxesSinceTraining: 20 } })).toBe('train');
  expect(step({ set: { boxes: 90, boxesSinceTraining: 3, detectorVersion: 2 } })).toBe('detect');
});

it('detections are reviewed before anything is trained from them, and a training is watched first', () => {
  expect(step({ proposals: 5, set: { boxes: 40, boxesSinceTraining: 40 } })).toBe('review');
  expect(step({ proposals: 5, training: { name: 'Detector 2' } as Model })).toBe('watch');
});

it('when all is checked, fins wait for names only if some do', () => {
  const checked = { unchecked: 0, set: { boxes: 40, detectorVersion: 1 } };
  expect(step({ ...checked, open: 3 })).toBe('identify');
  expect(step(checked)).toBe('look');
});
