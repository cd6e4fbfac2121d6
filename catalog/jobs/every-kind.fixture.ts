import { askedDetector } from '#terms/detector/recipe.ts';
import { askedEmbedder } from '#terms/embedder/recipe.ts';
import type { JobKind, JobSpec } from '#terms/jobs/index.ts';
import { usualOptions } from '#terms/exports/options.ts';
import { completeRecipe } from '../training/detector-recipe.ts';
import { completeEmbedder } from '../training/embedder-recipe.ts';

const set = {
  classes: [{ id: 1, name: 'dorsal fin' }],
  trainPhotos: 60,
  trainBoxed: 40,
  longSide: 4000,
};

/** What a job of each kind may be asked. */
export const specs: { [K in JobKind]: JobSpec<K> } = {
  demo: { photosFolder: '/demo', individuals: 3, photos: 2, seed: 7, width: 300 },
  'demo-labels': { photosFolder: '/demo', share: 0.5 },
  detect: {
    modelId: 1,
    photos: [1, 2, 3],
    confidence: 0.4,
    overlap: 0.45,
    tiles: true,
    device: 'cpu',
  },
  embed: { modelId: 2, device: 'auto' },
  'evaluate-detector': { modelId: 1, likeModelId: null, device: 'cpu' },
  'evaluate-embedder': { modelId: 2, likeModelId: null, device: 'cpu' },
  export: {
    format: 'sightings-csv',
    options: { ...usualOptions, filter: { side: 'left' } },
    target: { folder: '/exports', name: null, ifThere: 'number' },
  },
  'import-photos': {
    paths: ['/photos/2026', '/photos/one.jpg'],
    encounterGapMinutes: 30,
    cutOuts: true,
    cutOutClass: 'fluke',
  },
  'train-detector': {
    modelId: 1,
    folder: 'models/detector-1',
    recipe: completeRecipe(askedDetector.parse({}), set),
  },
  'train-embedder': {
    modelId: 2,
    folder: 'models/embedder-1',
    recipe: completeEmbedder(askedEmbedder.parse({}), 1, { boxes: 200, aspect: 1 }),
  },
};
