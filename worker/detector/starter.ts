import { fileURLToPath } from 'node:url';

/** The weights that the app brings along. */
export const starterWeights = fileURLToPath(
  new URL('../../models/starter/detector.safetensors', import.meta.url),
);
