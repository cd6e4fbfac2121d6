import { showDone } from '../client/error-words.ts';
import { makeVectors } from '../embedders/make-vectors.ts';

/** Has the network in use look at every fin that it has not seen; the job is shown where jobs are. */
export const makeMissingVectors = (): Promise<void> =>
  makeVectors(null, () =>
    showDone('The vectors are being made; the strip ranks as soon as they are there.'),
  );
