/** How YOLOv5 is trained: its loss over batches of pictures with drawn boxes, and its optimiser. */
import type { OptimizerId } from '#terms/training/optimizers.ts';
import { add } from '#models/ops/arithmetic.ts';
import type { Optimizer } from '../../optim/optimizer.ts';
import type { TrainingPlan } from '../../session/training-session.ts';
import {
  requireBatch,
  type DetectorPlan,
  type DetectorTraining,
} from '../detectors/detector-network.ts';
import { defaultGains, detectorLoss, fewClassGains, scaledGains, type Gains } from './loss.ts';
import { detectorMaps, isBackbone } from './network.ts';
import { anchorsPerCell, strides, type SizeFactors } from './presets.ts';
import { matchesOn, matchHead, packMatches } from './targets.ts';

/** Pictures of a step that the weight decay is meant for. */
const nominalBatch = 64;

/** Boxes a picture, on average over a batch, that are surely all taught. */
const boxesPerPicture = 16;

/**
 * SGD: Nesterov's momentum of .937 and a weight decay of 5e-4 for 64 pictures, on weights but not on norms and
 * biases. The plan's rates grow with the batch, so decay is for one picture here. AdamW, for trainings of a few
 * thousand steps with a peak rate of about .002 for any batch: it learns in hundreds of steps what SGD needs
 * thousands for. Both keep a moving average of the parameters.
 */
export const yoloOptimizers: Readonly<Record<OptimizerId, Optimizer>> = {
  sgd: {
    kind: 'sgd',
    momentum: 0.937,
    nesterov: true,
    weightDecay: 5e-4 / nominalBatch,
    average: true,
  },
  adamw: {
    kind: 'adamw',
    beta1: 0.9,
    beta2: 0.999,
    eps: 1e-8,
    weightDecay: 0.02,
    average: true,
  },
};

/** Short trainings weigh the classes more, if they are few. */
const gainsOf: Readonly<Record<OptimizerId, Gains>> = { sgd: defaultGains, adamw: fewClassGains };

/**
 * A plan for `TrainingSession`. The loss is the mean over pictures; under SGD the schedule's learning
 * rate (.01) is for each picture of the batch, so one setting serves every batch. It watches `box`,
 * `object` and `class`, the parts of the loss.
 * @throws RangeError for an input that is no multiple of 32, or too many proposals for the loss
 */
export function yoloPlan(preset: SizeFactors, training: DetectorTraining): DetectorPlan {
  const { input, batch, classes, anchors, freezeBackbone = false, seed = 0 } = training;
  const { checkpoint = 'none' } = training;
  const optimizer = yoloOptimizers[training.optimizer];
  const gains = scaledGains(gainsOf[training.optimizer], classes, input);
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
      const maps = detectorMaps(layers, pictures, preset, classes);
      const parts = detectorLoss(net, maps, targets, { classes, gains });
      const loss = add(net, add(net, parts.box, parts.object), parts.class);
      return { loss, watch: { ...parts } };
    },
  };
  const batchOf: DetectorPlan['batchOf'] = (pictures, boxes) => {
    requireBatch(training, pictures, boxes);
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
