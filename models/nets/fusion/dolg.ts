/**
 * DOLG (Yang et al. 2021, arXiv:2108.02927): what local features say beyond the global one. Tensors
 * are named `fusion.local.*` and `fusion.global.*`.
 */
import { fusionNorm } from './norm.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { Part } from './parts.ts';

interface Dolg {
  /** Channels of both branches; the fused vector has twice as many. */
  width: number;
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
  { width }: Dolg,
): Part<V>[] {
  const global = globalBranch(layers, coarse, width);
  const local = localBranch(layers, fine, width);
  return [
    { pool: 'average', map: layers.orthogonal(local, global) },
    { pool: 'none', vector: global },
  ];
}

/** 1×1, norm, SiLU, generalised mean: [N, width, 1, 1]. */
function globalBranch<V extends Shaped>(layers: Layers<V>, x: V, width: number): V {
  const reduced = layers.convolution(x, {
    name: 'fusion.global.reduce',
    channels: width,
    kernel: 1,
  });
  const active = layers.silu(
    layers.batchNorm(reduced, { name: 'fusion.global.norm', ...fusionNorm }),
  );
  return layers.generalizedMean(active, 'fusion.global.gem');
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
