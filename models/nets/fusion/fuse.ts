/** From the features of a backbone to one vector, by one of four fusions. */
import type { Features } from '../efficientnet/network.ts';
import type { Layers, Shaped } from '../layers/layers.ts';
import { dolg } from './dolg.ts';
import type { Part } from './parts.ts';

/**
 * - `dolg`: as in the paper, local features of stride 16, global ones of stride 32
 * - `dolg-seed`: both of stride 32, as the Happywhale pipeline had it
 * - `gem`: generalised mean of stride 32
 * - `gem-concat`: generalised means of strides 16 and 32 side by side, as the winners had it
 */
export const fusions = ['dolg', 'dolg-seed', 'gem', 'gem-concat'] as const;
export type Fusion = (typeof fusions)[number];

/** Channels of DOLG's branches where none are given. */
export const dolgWidth: Readonly<Record<'dolg' | 'dolg-seed', number>> = {
  dolg: 1024,
  'dolg-seed': 2048,
};

/** @param width of DOLG's branches */
export function fuse<V extends Shaped>(
  layers: Layers<V>,
  features: Features<V>,
  fusion: Fusion,
  width?: number,
): Part<V>[] {
  const { head, stages } = features;
  switch (fusion) {
    case 'dolg':
      return dolg(layers, lastOfStride(features, 16), head, { width: width ?? dolgWidth.dolg });
    case 'dolg-seed': {
      const sixth = stages.at(-2);
      // V2-S has six stages, of which only the last has stride 32.
      const local = sixth?.shape[2] === head.shape[2] ? sixth : stages.at(-1);
      return dolg(layers, local ?? head, head, { width: width ?? dolgWidth['dolg-seed'] });
    }
    case 'gem':
      return [{ pool: 'gem', map: head, name: 'fusion.gem' }];
    case 'gem-concat':
      return [
        { pool: 'gem', map: lastOfStride(features, 16), name: 'fusion.gem16' },
        { pool: 'gem', map: head, name: 'fusion.gem32' },
      ];
  }
}

/** The last stage whose map is `stride` / 32 of the coarsest one's size. */
function lastOfStride<V extends Shaped>({ stages, head }: Features<V>, stride: 16): V {
  const side = ((head.shape[2] ?? 0) * 32) / stride;
  const found = stages.findLast(({ shape }) => (shape[2] ?? 0) >= side);
  if (!found) throw new RangeError(`The backbone has no features of stride ${stride}.`);
  return found;
}
