/**
 * The plainest network that tells individuals apart: a backbone, the mean over positions, one dense
 * layer, ArcFace. Benches measure it against other programs and tests of sessions train it; the app's
 * own is `embedder-network.ts`.
 */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import type { Value } from '#models/graph/graph.ts';
import { lastOf, mapsByStride } from './backbones/taps.ts';
import { angularLoss, type AngularHead } from './heads/arcface.ts';
import type { Layers, Shaped } from '../layers/layers.ts';
import type { TrainingLayers } from '../layers/training-layers.ts';
import { networks } from './registry.ts';

interface BareEmbedder {
  backbone: BackboneId;
  variant: WeightsVariant;
  /** Numbers of an embedding. */
  dimensions: number;
  /** Drop-path rate of the last block; the backbone's where not given. */
  dropPath?: number;
}

/** Embeddings [batch, dimensions] of pictures [batch, 3, height, width], not yet of length one. */
function embed<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  { backbone, variant, dimensions, dropPath }: BareEmbedder,
): V {
  const maps = mapsByStride(networks[backbone].taps(layers, pictures, { variant, dropPath }));
  const pooled = layers.flatten(layers.averagePool(lastOf(maps, 32)));
  return layers.linear(pooled, { name: 'embedding', features: dimensions });
}

/**
 * The loss of a batch; declares the inputs `pictures` [batch, 3, size, width] and `labels` [batch],
 * class numbers as floats.
 */
export function embedderLoss(
  layers: TrainingLayers,
  embedder: BareEmbedder,
  {
    batch,
    size,
    width = size,
    ...arcFace
  }: AngularHead & { batch: number; size: number; width?: number },
): Value {
  const { graph } = layers.network;
  const pictures = graph.input('pictures', [batch, 3, size, width]);
  const labels = graph.input('labels', [batch]);
  return angularLoss(layers, embed(layers, pictures, embedder), labels, arcFace);
}
