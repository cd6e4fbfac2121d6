/** Every network by name, with what is needed to build it; tests run over the whole list. */
import { efficientNetClassifier, efficientNetFeatures } from './efficientnet/network.ts';
import { efficientNets, type EfficientNetName } from './efficientnet/presets.ts';
import {
  efficientNetVariants,
  normAndPadding,
  type EfficientNetVariant,
} from './efficientnet/variant.ts';
import type { Layers, Shaped } from './layers/layers.ts';
import { ShapeLayers } from './layers/shape-layers.ts';
import type { StateLayout } from '../weights/state-layout.ts';

export interface RegisteredNetwork {
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
