import { expect, it } from 'vitest';
import type { Overview } from '#terms/catalogue.ts';
import type { EmbedderStanding } from '#terms/training/standing.ts';
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
  namesUnboxed: 0,
  namesToPlace: 0,
  namesToCheck: 0,
  decisions: 0,
  detector: null,
  embedder: null,
  boxesSinceDetector: 0,
  recentEncounters: [],
  recentDecisions: [],
};

it('an empty catalogue needs photos', () => {
  expect(nextStep({ ...overview, photos: 0 }).target).toEqual({ bring: 'photos' });
});

it('photos that are gone hold up everything else', () => {
  const { words, button } = nextStep({ ...overview, missingPhotos: 1 });
  expect(words).toMatch(/^1 photo cannot be found/);
  expect(button).toBe('Find them');
});

const target = (change: Partial<Overview>) => nextStep({ ...overview, ...change }).target;
const detector = { id: 2, version: 3, name: 'Detector 3' };
const embedder = { id: 7, version: 5, name: 'Embedder 5' };

it('without a box the detector proposes some, and what it proposes is checked first', () => {
  expect(target({})).toEqual({ view: 'detector' });
  expect(target({ proposedBoxes: 1, boxes: 40, openBoxes: 40 })).toEqual({ view: 'annotate' });
  expect(nextStep({ ...overview, proposedBoxes: 1 }).words).toMatch(/^1 detection waits/);
});

it('enough boxes ask for a training, enough new ones for another', () => {
  expect(target({ boxes: 20 })).toEqual({ view: 'detector' });
  expect(nextStep({ ...overview, boxes: 60, detector, boxesSinceDetector: 31 })).toMatchObject({
    button: 'Retrain',
    words: expect.stringContaining('31 new boxes since detector v3') as string,
  });
});

it('fins without a name are ranked by a network, and decided by a person', () => {
  const boxed = { boxes: 90, uncheckedPhotos: 0, detector };
  const named = { ...boxed, openBoxes: 50, identifiedBoxes: 40, individuals: 9 };
  expect(target({ ...named, identifiedBoxes: 4 })).toEqual({ view: 'identify' });
  expect(target(named)).toEqual({ view: 'models' });
  expect(nextStep({ ...overview, ...named, embedder, vectors: 60 }).words).toMatch(
    /^30 fins have no vector of Embedder 5/,
  );
  expect(target({ ...named, embedder, vectors: 90 })).toEqual({ view: 'identify' });
});

it('photos that nobody looked at are looked at when no fin waits', () => {
  expect(target({ boxes: 9 })).toEqual({ view: 'annotate' });
  expect(target({ boxes: 90, detector })).toEqual({ view: 'detector' });
});

it('a catalogue that is checked through waits for the next field day', () => {
  const step = nextStep({ ...overview, uncheckedPhotos: 0 });
  expect(step.words).toContain('All 240 photos are checked');
  expect(step.target).toEqual({ bring: 'photos' });
});

const standing: EmbedderStanding = {
  modelId: 5,
  model: 'Embedder 5',
  version: 5,
  trainedAt: 1,
  labels: 100,
  newLabels: 0,
  individuals: 20,
  withoutVector: 0,
  foundFirst: { share: 0.91, n: 120 },
  worth: null,
  advice: null,
};
const waiting: Overview = {
  ...overview,
  boxes: 500,
  uncheckedPhotos: 0,
  openBoxes: 436,
  detector,
  embedder,
};

it('what the network is worth stands beside what waits', () => {
  expect(nextStep(waiting, standing)).toMatchObject({
    words:
      '436 fins wait for a decision. Embedder 5 ranks who each may be. It found the right animal first for 9 of 10 known ones (n = 120).',
    target: { view: 'identify' },
  });
});

it('vectors lack only where the network can make them', () => {
  const some = { ...waiting, vectors: 490 };
  expect(nextStep(some, { ...standing, withoutVector: 3 })).toMatchObject({
    words: expect.stringMatching(/^3 fins have no vector/) as string,
    target: { make: 'vectors' },
  });
  expect(nextStep(some, standing).target).toEqual({ view: 'identify' });
});

it('when every fin has its verdict, what was decided is learned from', () => {
  const done = { ...waiting, openBoxes: 0 };
  const learned = { ...standing, worth: 'train' as const, advice: '60 fins were named since.' };
  expect(nextStep(done, learned)).toMatchObject({
    words: 'Every fin has its verdict. 60 fins were named since.',
    target: { view: 'models' },
  });
  expect(nextStep(done, standing).target).toEqual({ bring: 'photos' });
});
