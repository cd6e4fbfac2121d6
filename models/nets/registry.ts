/** Every network by name, with what is needed to build it; tests run over the whole list. */
import { efficientNetClassifier, efficientNetFeatures } from './efficientnet/network.ts';
import { efficientNets, type EfficientNetName } from './efficientnet/presets.ts';
import {
  efficientNetVariants,
  normAndPadding,
  type EfficientNetVariant,
} from './efficientnet/variant.ts';
import type { Layers, Shaped } from '../layers/layers.ts';
import { ShapeLayers } from '../layers/shape-layers.ts';
import { detectorMaps, type Detector } from './yolov5/network.ts';
import { detectorSize } from '#terms/detector/sizes.ts';
import { yolov5 } from './yolov5/presets.ts';
import type { StateLayout } from '../weights/state-layout.ts';

interface RegisteredNetwork {
  /** `efficientnet-b0` and so on. */
  name: string;
  /** Side in pixels of the square pictures it was designed for. */
  size: number;
  /** Parameters with 1,000 classes. */
  parameters: number;
  variants: readonly EfficientNetVariant[];
  /** Logits [batch, classes] of pictures [batch, 3, height, width]. */
  classify<V extends Shaped>(
    layers: Layers<V>,
    x: V,
    classes: number,
    variant: EfficientNetVariant,
  ): V;
}

export const networks: ReadonlyMap<string, RegisteredNetwork> = new Map(
  (Object.keys(efficientNets) as EfficientNetName[]).map((key) => {
    const preset = efficientNets[key];
    const entry: RegisteredNetwork = {
      name: `efficientnet-${key}`,
      size: preset.size,
      parameters: preset.parameters,
      variants: efficientNetVariants,
      classify: (layers, x, classes, variant) => {
        const features = efficientNetFeatures(layers, x, preset, normAndPadding(key, variant));
        return efficientNetClassifier(layers, features, preset, classes);
      },
    };
    return [entry.name, entry];
  }),
);

/** @throws RangeError listing the names there are */
export function networkNamed(name: string): RegisteredNetwork {
  const network = networks.get(name);
  if (!network)
    throw new RangeError(
      `No network is called "${name}"; there are ${[...networks.keys()].join(', ')}.`,
    );
  return network;
}

/** All tensors of a network as a classifier, and where they lie in the flat vectors. */
export function layoutOf(network: RegisteredNetwork, classes: number): StateLayout {
  const layers = new ShapeLayers();
  const x = { shape: [1, 3, network.size, network.size] };
  // Tensors are the same in every dialect; only padding and eps differ.
  network.classify(layers, x, classes, 'torchvision');
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

/** The name of a detector in cards and in the catalogue. */
export function detectorName(size: Detector['size']): string {
  return `yolov5-${size}`;
}

/** All tensors of a detector, and where they lie in the flat vectors. */
export function detectorLayout(detector: Detector): StateLayout {
  const layers = new ShapeLayers();
  // Tensors are the same for every size of picture.
  detectorMaps(layers, { shape: [1, 3, 32, 32] }, detector);
  return layers.layout;
}
