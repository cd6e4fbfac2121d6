/** Every network by name, with what is needed to build it; tests run over the whole list. */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import { detectorName } from '#terms/detector/architecture.ts';
import { detectorSize } from '#terms/detector/sizes.ts';
import type { Layers, Shaped } from '../layers/layers.ts';
import { ShapeLayers } from '../layers/shape-layers.ts';
import type { Backbone } from './backbones/backbone.ts';
import { variantsOf } from './backbones/dialect-of.ts';
import { efficientNetBackbones } from './efficientnet/backbone.ts';
import { detectorMaps, type Detector } from './yolov5/network.ts';
import { yolov5 } from './yolov5/presets.ts';
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

interface RegisteredDetector {
  /** `yolov5-n` and so on. */
  name: string;
  /** Side in pixels of the square pictures it was designed for. */
  input: number;
  /** Parameters with one class. */
  parameters: number;
  /** Raw maps of proposals of pictures [batch, 3, height, width], finest first. */
  propose<V extends Shaped>(layers: Layers<V>, x: V, classes: number): V[];
}

export const detectors: ReadonlyMap<string, RegisteredDetector> = new Map(
  detectorSize.options.map((size) => {
    const entry: RegisteredDetector = {
      name: detectorName(size),
      input: 640,
      parameters: yolov5[size].parameters,
      propose: (layers, x, classes) => detectorMaps(layers, x, { size, classes }),
    };
    return [entry.name, entry];
  }),
);

/** All tensors of a detector, and where they lie in the flat vectors. */
export function detectorLayout(detector: Detector): StateLayout {
  const layers = new ShapeLayers();
  // Tensors are the same for every size of picture.
  detectorMaps(layers, { shape: [1, 3, 32, 32] }, detector);
  return layers.layout;
}
