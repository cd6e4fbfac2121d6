/** A trained detector as a plain network that puts out boxes, with a card that says how to read them. */
import type { InferenceNetwork, NetworkCard } from '../../session/export-network.ts';
import type { Json } from '../../weights/checkpoint.ts';
import type { NetworkVectors } from '../../weights/load-weights.ts';
import { detectorLayout, detectors } from '../registry.ts';
import { detectorName, type DetectorSize } from '#terms/detector/sizes.ts';
import type { Anchors } from '../yolov5/presets.ts';

interface DetectorCard extends NetworkCard {
  /** Names of the classes in the order of their numbers. */
  classes: readonly string[];
  /** Pixels of the input that a cell of each map stands for, finest first. */
  strides: readonly number[];
  /** Shapes that boxes start from, where the network has them. */
  anchors: Anchors;
}

export interface TrainedDetector {
  size: DetectorSize;
  /** Names in the order of their numbers. */
  classes: readonly string[];
  anchors: Anchors;
  vectors: NetworkVectors;
  /** Sides of the pictures that it will look at; multiples of 32. */
  input: { width: number; height: number };
  metrics?: Json;
}

/**
 * For `inferenceModel` and `exportNetwork`. The output is decoded: `detectionsOf` or any program that
 * can multiply reads it.
 */
export function detectorInference({
  size,
  classes,
  anchors,
  vectors,
  input,
  metrics,
}: TrainedDetector): InferenceNetwork & { card: DetectorCard } {
  const network = detectors[size];
  const of = { classes: classes.length, anchors };
  return {
    layout: detectorLayout({ size, classes: classes.length }),
    vectors,
    card: {
      network: detectorName(size),
      input: {
        name: 'pictures',
        shape: [3, input.height, input.width],
        mean: [0, 0, 0],
        std: [1, 1, 1],
      },
      output: {
        name: 'proposals',
        shape: [network.proposals(input, classes.length), 5 + classes.length],
        meaning:
          'a row a proposal: middle x, middle y, width, height in pixels of the input, the chance that something is there, and if so of each class; confidence is their product (with one class, the chance that something is there)',
      },
      classes: [...classes],
      strides: network.strides,
      anchors,
      ...(metrics === undefined ? {} : { metrics }),
    },
    forward: (layers, pictures) =>
      network.decode(layers.graph, network.propose(layers, pictures, of.classes), of),
  };
}
