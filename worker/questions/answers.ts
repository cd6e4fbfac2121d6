import type { JobPlace, Question, Questions } from '../messages.ts';
import { embedderAugmentations } from './embedder-augmentations.ts';

/** Every question a screen may ask, and what answers it. */
export const answers: {
  [Q in Question]: (
    input: Questions[Q]['input'],
    place: JobPlace,
  ) => Promise<Questions[Q]['answer']>;
} = {
  'embedder-augmentations': embedderAugmentations,
};
