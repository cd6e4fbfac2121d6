import { planDetector, type PlannedDetector } from '#catalog/training/plan-detector.ts';
import { starterDetector } from '#catalog/versions/starters.ts';
import { detectorName } from '#terms/detector/sizes.ts';
import type { AskedDetector } from '#terms/detector/recipe.ts';
import type { TrainingOf } from './training-of.ts';
import { readyVersion } from './version-of.ts';

export const detectorTraining: TrainingOf<'detector', AskedDetector, PlannedDetector> = {
  kind: 'detector',
  plan: planDetector,
  obstacles: () => Promise.resolve([]),
  memory: ({ recipe }, free) => ({ kind: 'detector', recipe, free }),
  alike: ['size', 'input', 'batch', 'freezeBackbone', 'device'],
  architecture: ({ size }) => detectorName(size),
  startsFrom: (catalogue, { from }) =>
    typeof from === 'number' ? readyVersion(catalogue, 'detector', from) : null,
  starter: (catalogue, { from }) =>
    from === 'starter' ? starterDetector(catalogue, Date.now()) : null,
};
