/** Every network by name, with what is needed to build it; tests run over the whole list. */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import type { DetectorSize } from '#terms/detector/sizes.ts';
import type { Layers, Shaped } from '../layers/layers.ts';
import { ShapeLayers } from '../layers/shape-layers.ts';
import type { Backbone } from './backbones/backbone.ts';
import { variantsOf } from './backbones/dialect-of.ts';
import { efficientNetBackbones } from './efficientnet/backbone.ts';
import type { Detector, DetectorNetwork } from './detectors/detector-network.ts';
import { pyramidDetector } from './pyramid/detector.ts';
import { yoloDetectors } from './yolov5/detector.ts';
import type { StateLayout } from '../weights/state-layout.ts';

export const networks: Readonly<Record<BackboneId, Backbone>> = { ...efficientNetBackbones };

/** Logits [batch, classes] of pictures [batch, 3, height, width]: the last map's mean, dropout, dense. */
export function classify<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  network: Backbone,
  classes: number,
  variant: WeightsVariant,
): V {
  const { name, dropout } = network.classifier;
  const maps = [...network.taps(layers, pictures, { variant })];
  const pooled = layers.flatten(layers.averagePool(maps.at(-1)?.map ?? pictures));
  return layers.linear(layers.dropout(pooled, dropout), { name, features: classes });
}

/**
 * All tensors of a backbone, and where they lie in the flat vectors; of a classifier over it, where
 * `classes` are given. They are the same in every dialect: only padding, norms and scaling differ.
 */
export function layoutOf(network: Backbone, classes?: number): StateLayout {
  const layers = new ShapeLayers();
  const pictures = { shape: [1, 3, network.size, network.size] };
  const [variant] = variantsOf(network);
  if (classes === undefined) for (const _ of network.taps(layers, pictures, { variant }));
  else classify(layers, pictures, network, classes, variant);
  return layers.layout;
}

/** Numbers of the pyramid with one class, its backbone's stages counted in. */
const pyramidParameters = 3_057_061;

export const detectors: Readonly<Record<DetectorSize, DetectorNetwork>> = {
  lite0: pyramidDetector('lite0', networks.lite0, pyramidParameters),
  ...yoloDetectors,
};

/** All tensors of a detector, and where they lie in the flat vectors. */
export function detectorLayout({ size, classes }: Detector): StateLayout {
  const layers = new ShapeLayers();
  // Tensors are the same for every size of picture.
  detectors[size].propose(layers, { shape: [1, 3, 32, 32] }, classes);
  return layers.layout;
}
