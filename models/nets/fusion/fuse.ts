/** From a backbone's features of a picture to one vector, by one of the fusions. */
import type { FusionId } from '#terms/embedder/fusions.ts';
import type { GemPowers, PoolId } from '#terms/embedder/pools.ts';
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

export interface Fusion {
  fusion: FusionId;
  /** Channels of DOLG's branches; 1,024, or 2,048 for `dolg-seed`, where not given. */
  width?: number;
  /** Of DOLG's global branch; default `gem`. */
  globalPool?: PoolId;
  /** Over DOLG's fused map; default `average`. */
  fusedPool?: PoolId;
  /** Of every generalised mean; default `one`. */
  powers?: GemPowers;
}

/**
 * @param taps of a backbone; no more of it is built than the fusion asks for
 * @throws RangeError if the backbone lacks a stride that the fusion asks for
 */
export function fuse<V extends Shaped>(
  layers: Layers<V>,
  taps: Iterable<Tap<V>>,
  { fusion, width, globalPool, fusedPool, powers = 'one' }: Fusion,
): Part<V>[] {
  if (fusion === 'gem-grid') {
    const maps = mapsByStride(taps, 16);
    return [8, 16].map((stride) => ({
      pool: 'gem-grid',
      map: lastOf(maps, stride),
      name: `fusion.gem${stride}`,
      powers,
    }));
  }
  const maps = mapsByStride(taps);
  const top = lastOf(maps, 32);
  const gem = (map: V, name: string) => ({ pool: 'gem', map, name, powers }) as const;
  switch (fusion) {
    case 'dolg':
    case 'dolg-seed': {
      const own = { width: width ?? dolgWidth[fusion], globalPool, fusedPool, powers };
      // The end of block 6 is the first map of stride 32.
      return fusion === 'dolg'
        ? dolg(layers, lastOf(maps, 16), top, own)
        : dolg(layers, top, maps.get(32)?.[0] ?? top, own);
    }
    case 'gem':
    case 'gem-norm':
      return [gem(top, 'fusion.gem')];
    case 'gem-concat':
      return [gem(lastOf(maps, 16), 'fusion.gem16'), gem(top, 'fusion.gem32')];
  }
}
