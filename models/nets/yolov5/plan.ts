/** How a detector is trained: its loss over batches of pictures with drawn boxes, and its optimiser. */
import { add } from '#models/ops/arithmetic.ts';
import type { Optimizer } from '../../optim/optimizer.ts';
import type { Batch, TrainingPlan } from '../../session/training-session.ts';
import { defaultGains, detectorLoss, scaledGains, type Gains } from './loss.ts';
import { detectorMaps, isBackbone, type Detector } from './network.ts';
import { anchorsPerCell, strides, type Anchors } from './presets.ts';
import { matchesOn, matchHead, packMatches, type LabelledBox } from './targets.ts';

export interface DetectorTraining extends Detector {
  anchors: Anchors;
  /** Side of the square pictures in pixels, a multiple of 32. */
  input: number;
  /** Pictures of a step. */
  batch: number;
  /** Keeps the backbone and its norms as they are. Default false. */
  freezeBackbone?: boolean;
  /** Default `detectorOptimizer`. */
  optimizer?: Optimizer;
  /** Default `defaultGains`; they are scaled by classes and input. */
  gains?: Gains;
  /** `blocks` needs much less memory and about a third more time. Default `none`. */
  checkpoint?: 'none' | 'blocks';
  /** Of the start values. Default 0. */
  seed?: number;
  /** Boxes a picture, on average over a batch, that are surely all taught. Default 16. */
  boxesPerPicture?: number;
}

export interface DetectorPlan {
  plan: TrainingPlan;
  /**
   * The inputs of a step.
   * @param pictures [batch, 3, input, input], values of 0…1
   * @param boxes of each picture, pixels of the input
   * @throws RangeError if there are not `batch` pictures, or a label is none of the classes
   */
  batchOf: (pictures: Float32Array, boxes: readonly (readonly LabelledBox[])[]) => Batch;
}

/** Pictures of a step that the weight decay is meant for. */
const nominalBatch = 64;

/**
 * SGD with Nesterov's momentum of .937 and a weight decay of 5e-4 for 64 pictures, on weights but not
 * on norms and biases, with a moving average of the parameters. The plan's rates grow with the batch,
 * so decay is for one picture here.
 */
export const detectorOptimizer: Optimizer = {
  kind: 'sgd',
  momentum: 0.937,
  nesterov: true,
  weightDecay: 5e-4 / nominalBatch,
  average: true,
};

/**
 * For trainings of a few thousand steps, with a peak rate of about .002 for any batch: it learns in
 * hundreds of steps what SGD needs thousands for.
 */
export const quickOptimizer: Optimizer = {
  kind: 'adamw',
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weightDecay: 0.02,
  average: true,
};

/**
 * A plan for `TrainingSession`. The loss is the mean over pictures; under SGD the schedule's learning
 * rate (.01) is for each picture of the batch, so one setting serves every batch. It watches `box`,
 * `object` and `class`, the parts of the loss.
 * @throws RangeError for an input that is no multiple of 32, or too many proposals for the loss
 */
export function detectorPlan(training: DetectorTraining): DetectorPlan {
  const { input, batch, classes, anchors, freezeBackbone = false, seed = 0 } = training;
  const { checkpoint = 'none' } = training;
  const { optimizer = detectorOptimizer, gains = defaultGains } = training;
  const { boxesPerPicture = 16 } = training;
  const proposals = batch * anchorsPerCell * (input / strides[0]) ** 2;
  // Numbers of proposals travel as floats.
  if (proposals > 2 ** 24)
    throw new RangeError(
      `A detector at ${input} pixels with batch ${batch} has ${proposals} proposals, more than ${2 ** 24}; choose a smaller batch.`,
    );
  const matchesPerBox = 9;
  const rows = batch * boxesPerPicture * matchesPerBox;
  const shape = [rows, matchHead + classes];
  const plan: TrainingPlan = {
    optimizer,
    ...(optimizer.kind === 'sgd' ? { groupRates: { body: batch } } : {}),
    start: {
      seed,
      checkpoint,
      trainable: (name) => !(freezeBackbone && isBackbone(name)),
      frozenNorms: (name) => freezeBackbone && isBackbone(name),
    },
    loss: (layers) => {
      const net = layers.network;
      const pictures = net.graph.input('pictures', [batch, 3, input, input]);
      const targets = strides.map((stride) => net.graph.input(`targets${stride}`, shape));
      const maps = detectorMaps(layers, pictures, training);
      const parts = detectorLoss(net, maps, targets, {
        classes,
        gains: scaledGains(gains, classes, input),
      });
      const loss = add(net, add(net, parts.box, parts.object), parts.class);
      return { loss, watch: { ...parts } };
    },
  };
  const batchOf: DetectorPlan['batchOf'] = (pictures, boxes) => {
    const due = batch * 3 * input * input;
    if (boxes.length !== batch || pictures.length !== due)
      throw new RangeError(
        `A batch of ${boxes.length} pictures in ${pictures.length} values; ${batch} pictures in ${due} values were due.`,
      );
    const known = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
    const unknown = boxes.flat().find(({ label }) => !known(label));
    if (unknown)
      throw new RangeError(
        `A box has class number ${unknown.label}; the detector knows 0 to ${classes - 1}.`,
      );
    const sides = { width: input, height: input };
    return {
      pictures: { values: pictures, shape: [batch, 3, input, input] },
      ...Object.fromEntries(
        strides.map((stride, map) => {
          const values = packMatches(matchesOn(boxes, map, anchors, sides), classes, rows);
          return [`targets${stride}`, { values, shape }];
        }),
      ),
    };
  };
  return { plan, batchOf };
}
