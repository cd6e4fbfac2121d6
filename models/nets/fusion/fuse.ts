/** From a backbone's features of a picture to one vector, by one of the fusions. */
import type { FusionId } from '#terms/embedder/fusions.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { Tap } from '../backbones/backbone.ts';
import { lastOf, mapsByStride } from '../backbones/taps.ts';
import { dolg } from './dolg.ts';
import type { Part } from './parts.ts';

/** Channels of DOLG's branches where none are given. */
const dolgWidth: Readonly<Record<'dolg' | 'dolg-seed', number>> = {
  dolg: 1024,
  'dolg-seed': 2048,
};

/**
 * @param taps of a backbone; no more of it is built than the fusion asks for
 * @param width of DOLG's branches
 * @throws RangeError if the backbone lacks a stride that the fusion asks for
 */
export function fuse<V extends Shaped>(
  layers: Layers<V>,
  taps: Iterable<Tap<V>>,
  fusion: FusionId,
  width?: number,
): Part<V>[] {
  if (fusion === 'gem-grid') {
    const maps = mapsByStride(taps, 16);
    return [8, 16].map((stride) => ({
      pool: 'gem-grid',
      map: lastOf(maps, stride),
      name: `fusion.gem${stride}`,
    }));
  }
  const maps = mapsByStride(taps);
  const coarse = lastOf(maps, 32);
  switch (fusion) {
    case 'dolg':
      return dolg(layers, lastOf(maps, 16), coarse, { width: width ?? dolgWidth.dolg });
    case 'dolg-seed': {
      // The end of the block before the last: below the head, or the first map where there is no such.
      const same = maps.get(32) ?? [];
      const local = same.at(-3) ?? same[0] ?? coarse;
      return dolg(layers, local, coarse, { width: width ?? dolgWidth['dolg-seed'] });
    }
    case 'gem':
    case 'gem-norm':
      return [{ pool: 'gem', map: coarse, name: 'fusion.gem' }];
    case 'gem-concat':
      return [
        { pool: 'gem', map: lastOf(maps, 16), name: 'fusion.gem16' },
        { pool: 'gem', map: coarse, name: 'fusion.gem32' },
      ];
  }
}
