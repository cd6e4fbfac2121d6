import type { Answer, Asked, Question } from '#terms/questions/index.ts';
import { starterFacts } from '../embedder/learning/starter.ts';
import type { JobPlace } from '../messages.ts';
import { embedderAugmentations } from './embedder-augmentations.ts';
import { heatMap } from './heat-map.ts';
import { bringNetwork } from './bring-network.ts';
import { inspectNetwork } from './inspect-network.ts';
import { matchInWorker } from './match-unidentified.ts';
import { trainingMemory } from './training-memory.ts';

/** Every question a screen may ask, and what answers it. */
export const answers: {
  [Q in Question]: (input: Asked<Q>, place: JobPlace) => Promise<Answer<Q>>;
} = {
  'embedder-augmentations': embedderAugmentations,
  'heat-map': heatMap,
  'starter-embedder': starterFacts,
  'bring-network': bringNetwork,
  'inspect-network': inspectNetwork,
  'match-unidentified': matchInWorker,
  'training-memory': trainingMemory,
};
