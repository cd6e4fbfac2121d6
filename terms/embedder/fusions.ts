import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * How the features of a backbone become one vector.
 * - `gem-concat`: generalised means of strides 16 and 32 side by side, as the winners had it
 * - `gem-grid`: generalised means of nine windows each, of strides 8 and 16; the rest of the backbone
 *   is not there. A nick is small, and where it sits tells animals apart: of few photos that is learned
 *   much better than from means of the whole picture (docs/embedder.md has the figures)
 * - `gem`: generalised mean of stride 32
 * - `gem-norm`: the same, then a batch norm whose output is the embedding: no layer of its own stands between
 *   what the backbone has seen of the world and what is compared
 * - `dolg`: as in the paper, local features of stride 16, global ones of stride 32
 * - `dolg-seed`: both of stride 32, as the Happywhale pipeline had it: local features of the top, global ones of the
 *   end of block 6
 *
 * `cropStep`: what the side of a crop in pixels must be a multiple of.
 */
export const fusions = {
  'gem-concat': { title: 'GeM, two depths', cropStep: 32 },
  'gem-grid': { title: 'GeM, nine windows', cropStep: 48 },
  gem: { title: 'GeM, last layer', cropStep: 32 },
  'gem-norm': { title: 'GeM, last layer, as it is', cropStep: 8 },
  dolg: { title: 'DOLG (paper)', cropStep: 32 },
  'dolg-seed': { title: 'DOLG (Kaggle taps)', cropStep: 32 },
} as const;
export const fusionId = z.enum(idsOf(fusions));
export type FusionId = z.infer<typeof fusionId>;
