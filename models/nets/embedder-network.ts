/**
 * The network that tells individuals apart: a backbone, a fusion of its features, and a neck that ends
 * in the embedding. Tensors of the backbone have timm's names, the others begin with `fusion.` and
 * `neck.`; heads, which only training knows, with `arcface.` and `species.`.
 */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import { imageNet, type Normalisation } from '#terms/embedder/normalisations.ts';
import type { Tones } from '#terms/embedder/tones.ts';
import type { Value } from '#models/graph/graph.ts';
import { dialectOf } from './backbones/dialect-of.ts';
import { fuse, type Fusion } from './fusion/fuse.ts';
import { fusionNorm } from './fusion/norm.ts';
import { partsByPosition, poolParts, type Part } from './fusion/parts.ts';
import type { InferenceLayers } from '../layers/inference-layers.ts';
import type { Layers, PerColour, Shaped } from '../layers/layers.ts';
import { ShapeLayers } from '../layers/shape-layers.ts';
import type { StateLayout } from '../weights/state-layout.ts';
import { networks } from './registry.ts';

/** Plain JSON; kept in checkpoints, weights files and cards. */
export interface EmbedderNetwork extends Fusion {
  backbone: BackboneId;
  variant: WeightsVariant;
  /** Numbers of an embedding. */
  dimensions: number;
  /** Default `colour`. */
  tones?: Tones;
}

/** Whether a tensor belongs to the backbone, so that a library's weights may have it. */
export const isBackbone = (name: string): boolean => !/^(fusion|neck|arcface|species)\./.test(name);
/** Whether a tensor belongs to a head, which is made anew for other individuals. */
export const isHead = (name: string): boolean => /^(arcface|species)\./.test(name);

/** Share of the fused vector's numbers that are left out at a step of training. */
const neckDropout = 0.2;

function parts<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  { backbone, variant, tones = 'colour', ...fusion }: EmbedderNetwork,
  dropPath?: number,
): Part<V>[] {
  const network = networks[backbone];
  const { normalisation } = dialectOf(network, variant);
  const seen = fromImageNet(layers, inTones(layers, pictures, tones), normalisation);
  return fuse(layers, network.taps(layers, seen, { variant, dropPath }), fusion);
}

function inTones<V extends Shaped>(layers: Layers<V>, pictures: V, tones: Tones): V {
  switch (tones) {
    case 'colour':
      return pictures;
    // Evened tones spread as those of ImageNet's pictures do, so they are what a backbone knows.
    case 'grey':
      return layers.evenTones(pictures, greyShares);
    case 'shades':
      return layers.rescale(layers.mixColours(pictures, lumaShares), {
        scale: perColour((at) => 1 / imageNet.std[at]),
        shift: perColour((at) => (meanLuma - imageNet.mean[at]) / imageNet.std[at]),
      });
  }
}

/** Of red, green and blue in a grey of the same lightness (ITU-R BT.601). */
const luma: PerColour = [0.299, 0.587, 0.114];
/** From normalised channels to the grey of 0…1, but for a constant, */
const lumaShares = perColour((at) => imageNet.std[at] * luma[at]);
/** which is this. */
const meanLuma = luma.reduce((sum, share, at) => sum + share * (imageNet.mean[at] ?? 0), 0);
/** From normalised channels to the mean of red, green and blue of 0…1, but for a constant. */
const greyShares = perColour((at) => imageNet.std[at] / 3);

/**
 * Every embedder of ours takes pictures normalised as ImageNet's, so that nobody need know which backbone
 * looks at them; one that learned on others scales them once more.
 */
function fromImageNet<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  { mean, std }: Normalisation,
): V {
  const scale = perColour((at) => imageNet.std[at] / std[at]);
  const shift = perColour((at) => (imageNet.mean[at] - mean[at]) / std[at]);
  const same = scale.every((by) => by === 1) && shift.every((by) => by === 0);
  return same ? pictures : layers.rescale(pictures, { scale, shift });
}

function perColour(of: (at: 0 | 1 | 2) => number): PerColour {
  return [of(0), of(1), of(2)];
}

/** The winners of Happywhale normed their joined means; DOLG's vector goes on as it is. */
const normsFused = ({ fusion }: Pick<EmbedderNetwork, 'fusion'>): boolean =>
  fusion !== 'dolg' && fusion !== 'dolg-seed';

/**
 * Embeddings [batch, dimensions] of pictures [batch, 3, height, width] that are normalised as ImageNet's,
 * not yet of length one.
 * @param dropPath rate of the last block; the backbone's where not given
 */
export function embedPictures<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  network: EmbedderNetwork,
  dropPath?: number,
): V {
  return neck(layers, fusePictures(layers, pictures, network, dropPath), network);
}

/** What the neck is given: the fused features [batch, channels, 1, 1] of pictures. */
const fusePictures = <V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  network: EmbedderNetwork,
  dropPath?: number,
): V => poolParts(layers, parts(layers, pictures, network, dropPath));

/** From a fused vector [batch, channels, 1, 1] to the embedding: norm, dropout, dense layer, norm; or the norm alone. */
export function neck<V extends Shaped>(
  layers: Layers<V>,
  pooled: V,
  network: Pick<EmbedderNetwork, 'fusion' | 'dimensions'>,
): V {
  const fused = normsFused(network)
    ? layers.batchNorm(pooled, { name: 'fusion.norm', ...fusionNorm })
    : pooled;
  if (network.fusion === 'gem-norm') return layers.flatten(fused);
  const dense = layers.linear(layers.dropout(layers.flatten(fused), neckDropout), {
    name: 'neck.dense',
    features: network.dimensions,
    bias: false,
  });
  return layers.batchNorm(dense, { name: 'neck.norm', ...fusionNorm });
}

/**
 * The part that each position has in the embedding at length one: [batch, dimensions, H, W]. The mean
 * over positions is that embedding, so the product of a position with another picture's embedding is
 * its part in their cosine.
 */
export function embedRegions(
  layers: InferenceLayers,
  pictures: Value,
  network: EmbedderNetwork,
): Value {
  const map = partsByPosition(layers, parts(layers, pictures, network));
  const fused = normsFused(network)
    ? layers.batchNorm(map, { name: 'fusion.norm', ...fusionNorm })
    : map;
  const regions =
    network.fusion === 'gem-norm'
      ? fused
      : layers.batchNorm(
          layers.linearByPosition(fused, { name: 'neck.dense', features: network.dimensions }),
          { name: 'neck.norm', ...fusionNorm },
        );
  return layers.multiply(regions, layers.inverseLength(layers.averagePool(regions)));
}

/** Numbers of an embedding: what is asked for, or as many as the last map has channels. */
export function embeddingLength(network: EmbedderNetwork): number {
  if (network.fusion !== 'gem-norm') return network.dimensions;
  const pooled = fusePictures(new ShapeLayers(), { shape: [1, 3, 96, 96] }, network);
  return pooled.shape[1] ?? 0;
}

/** All tensors of backbone, fusion and neck, and where they lie in flat vectors. */
export function embedderLayout(network: EmbedderNetwork): StateLayout {
  const layers = new ShapeLayers();
  // Tensors are the same for every size of picture.
  embedPictures(layers, { shape: [1, 3, 96, 96] }, network);
  return layers.layout;
}
