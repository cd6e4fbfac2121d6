/**
 * DOLG (Yang et al. 2021, arXiv:2108.02927): what local features say beyond the global one. Tensors
 * are named `fusion.local.*` and `fusion.global.*`.
 */
import type { GemPowers, PoolId } from '#terms/embedder/pools.ts';
import { fusionNorm } from './norm.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { Part } from './parts.ts';

interface Dolg {
  /** Channels of both branches; the fused vector has twice as many. */
  width: number;
  /** Of the global branch. Default `gem`, as in the paper. */
  globalPool?: PoolId | undefined;
  /** Over the fused map. Default `average`, as in the paper. */
  fusedPool?: PoolId | undefined;
  powers?: GemPowers | undefined;
}

/** Maps of this side and above are looked at with wider holes. */
const largeMap = 32;
const dilationsOf = (side: number): readonly number[] =>
  side >= largeMap ? [6, 12, 18] : [3, 6, 9];

/**
 * @param fine features that the local branch looks at, such as those of stride 16
 * @param coarse features of stride 32 that the global branch pools
 */
export function dolg<V extends Shaped>(
  layers: Layers<V>,
  fine: V,
  coarse: V,
  { width, globalPool = 'gem', fusedPool = 'average', powers = 'one' }: Dolg,
): Part<V>[] {
  const global = globalBranch(layers, coarse, { width, globalPool, powers });
  const local = localBranch(layers, fine, width);
  const map = layers.orthogonal(local, global);
  if (fusedPool === 'average')
    return [
      { pool: 'average', map },
      { pool: 'none', vector: global },
    ];
  return [
    { pool: 'gem', map, name: 'fusion.pool', powers },
    // The same number at every position is its own generalised mean, whatever the power, where it is not negative.
    { pool: 'none', vector: layers.relu(global) },
  ];
}

/** 1×1, norm, SiLU, mean: [N, width, 1, 1]. */
function globalBranch<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  {
    width,
    globalPool,
    powers,
  }: Required<Pick<Dolg, 'width'>> & { globalPool: PoolId; powers: GemPowers },
): V {
  const reduced = layers.convolution(x, {
    name: 'fusion.global.reduce',
    channels: width,
    kernel: 1,
  });
  const active = layers.silu(
    layers.batchNorm(reduced, { name: 'fusion.global.norm', ...fusionNorm }),
  );
  return globalPool === 'average'
    ? layers.averagePool(active)
    : layers.generalizedMean(active, 'fusion.global.gem', powers);
}

/** 3×3 at three distances, joined, then each position weighed by how much it has to say. */
export function localBranch<V extends Shaped>(layers: Layers<V>, x: V, width: number): V {
  const around = dilationsOf(x.shape[2] ?? 0).map((dilation, at) =>
    layers.convolution(x, {
      name: `fusion.local.atrous${at}`,
      channels: width >> 1,
      kernel: 3,
      dilation,
      bias: true,
    }),
  );
  const joined = layers.relu(
    layers.convolution(layers.concatChannels(around), {
      name: 'fusion.local.join',
      channels: width,
      kernel: 1,
      bias: true,
    }),
  );
  const reduced = layers.convolution(joined, {
    name: 'fusion.local.reduce',
    channels: width,
    kernel: 1,
  });
  const z = layers.batchNorm(reduced, { name: 'fusion.local.norm', ...fusionNorm });
  const weight = layers.convolution(layers.relu(z), {
    name: 'fusion.local.attention',
    channels: 1,
    kernel: 1,
    bias: true,
    gain: 1,
  });
  return layers.multiply(layers.softplus(weight), layers.unitChannels(z));
}
