import { expect, it } from 'vitest';
import type { Overview } from '#api/contract/index.ts';
import { nextStep } from './next-step.ts';

const overview: Overview = {
  photos: 240,
  unreadableFiles: 0,
  missingPhotos: 0,
  uncheckedPhotos: 200,
  encounters: 17,
  boxes: 0,
  proposedBoxes: 0,
  vectors: 0,
  identifiedBoxes: 0,
  openBoxes: 0,
  individuals: 0,
  decisions: 0,
  detector: null,
  embedder: null,
  boxesSinceDetector: 0,
  recentEncounters: [],
  recentDecisions: [],
};

it('an empty catalogue needs photos', () => {
  expect(nextStep({ ...overview, photos: 0 }).target).toEqual({ action: 'photos.import' });
});

it('photos that are gone hold up everything else', () => {
  const { words, button } = nextStep({ ...overview, missingPhotos: 1 });
  expect(words).toMatch(/^1 photo cannot be found/);
  expect(button).toBe('Find them');
});

it('photos that nobody looked at are looked at', () => {
  expect(nextStep(overview).words).toContain('240 photos in 17 encounters, 200 photos nobody');
});

it('a catalogue that is checked through waits for the next field day', () => {
  const step = nextStep({ ...overview, uncheckedPhotos: 0 });
  expect(step.words).toContain('All 240 photos are checked');
  expect(step.target).toEqual({ action: 'photos.import' });
});
