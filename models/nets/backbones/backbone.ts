/** What a network must be to see for an embedder: the registry holds one of these for each. */
import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import type { Normalisation } from '#terms/embedder/normalisations.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { SafetensorsFile } from '../../weights/safetensors-read.ts';

/** A map of features on the way through a backbone. */
export interface Tap<V> {
  /** Pixels of the picture to a position of the map, in both directions. */
  stride: number;
  /** [batch, channels, ⌈height / stride⌉, ⌈width / stride⌉] */
  map: V;
}

/**
 * What a library makes of the same tensors: padding, norms and scaling of pictures are part of its code
 * and stand in no weights file.
 */
export interface Dialect {
  /** The library's name of the network, such as `tf_efficientnet_b0`. */
  name: string;
  /** What sets it apart, for a person who has to choose, such as `eps 1e-3, SAME padding`. */
  about: string;
  /** How it wants its pictures. */
  normalisation: Normalisation;
}

interface TapOptions {
  variant: WeightsVariant;
  /** Drop-path rate of the last block while training; the network's own where not given. */
  dropPath?: number | undefined;
}

/** How a weights file holds a backbone, by names and shapes alone. */
export interface BackboneFile {
  network: BackboneId;
  /** Whose names the tensors have. */
  naming: string;
  /** Before every name, such as `backbone.`; mostly empty. */
  prefix: string;
  /** The only dialects that the file can be in; more than one means that a person must say. */
  variants: readonly WeightsVariant[];
  /** The file's name for a tensor of the network; undefined if it cannot have one. */
  fileName: (name: string) => string | undefined;
}

export interface Backbone {
  readonly id: BackboneId;
  /** Side in pixels of the square pictures it was designed for. */
  readonly size: number;
  /** Parameters with a classifier of 1,000 classes. */
  readonly parameters: number;
  /** By whose code its weights may come; the first is that of a network from random numbers. */
  readonly dialects: Readonly<Partial<Record<WeightsVariant, Dialect>>>;
  /** Whether a tensor belongs to its last stages, those that see the whole animal rather than its edges. */
  isLast(name: string): boolean;
  /** The dense layer of a classifier, over the mean of the last map. */
  readonly classifier: { name: string; dropout: number };
  /**
   * The maps in the order in which they are computed, each only when it is asked for: whoever needs no
   * more than the first half takes no more, and the rest is not there.
   * @param pictures [batch, 3, height, width], normalised as the dialect wants them
   */
  taps<V extends Shaped>(layers: Layers<V>, pictures: V, options: TapOptions): Iterable<Tap<V>>;
  /** What the file is if it holds this backbone, by names and shapes; null if it does not. */
  inspect(file: SafetensorsFile): BackboneFile | null;
}
