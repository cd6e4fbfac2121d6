import { expect, it } from 'vitest';
import type { Model } from '#terms/models/versions.ts';
import type { DetectorStanding } from '#terms/training/standing.ts';
import { isWorthTraining } from '#terms/training/enough.ts';
import { detectorStep } from './detector-step.ts';

const set: DetectorStanding = {
  labels: 0,
  photosWithBoxes: 0,
  backgroundPhotos: 0,
  newLabels: 0,
  modelId: null,
  model: null,
  version: null,
  trainedAt: null,
  worth: null,
  classes: [],
};
const step = (
  change: Partial<Omit<Parameters<typeof detectorStep>[0], 'set'>> & {
    set?: Partial<DetectorStanding>;
  },
) => {
  const standing = { ...set, ...change.set };
  const counts = { ...standing, individuals: 0, hasLearned: standing.version !== null };
  return detectorStep({
    photos: 100,
    unchecked: 100,
    proposals: 0,
    open: 0,
    training: undefined,
    ...change,
    set: { ...standing, worth: isWorthTraining('detector', counts) ? 'train' : null },
  }).does;
};

it('a new user is led from photos to proposals without any training', () => {
  expect(step({ photos: 0, unchecked: 0 })).toBe('import');
  expect(step({})).toBe('propose');
});

it('a few boxes ask for more, twenty for a training', () => {
  expect(step({ set: { labels: 12, newLabels: 12 } })).toBe('draw');
  expect(step({ set: { labels: 20, newLabels: 20 } })).toBe('train');
  expect(step({ set: { labels: 90, newLabels: 3, version: 2 } })).toBe('detect');
});

it('detections are reviewed before anything is trained from them, and a training is watched first', () => {
  expect(step({ proposals: 5, set: { labels: 40, newLabels: 40 } })).toBe('review');
  expect(step({ proposals: 5, training: { name: 'Detector 2' } as Model })).toBe('watch');
});

it('when all is checked, fins wait for names only if some do', () => {
  const checked = { unchecked: 0, set: { labels: 40, version: 1 } };
  expect(step({ ...checked, open: 3 })).toBe('identify');
  expect(step(checked)).toBe('look');
});
