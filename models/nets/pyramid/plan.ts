/** How a pyramid detector is trained. */
import type { OptimizerId } from '#terms/training/optimizers.ts';
import { add } from '#models/ops/arithmetic.ts';
import type { Optimizer } from '../../optim/optimizer.ts';
import type { TrainingPlan } from '../../session/training-session.ts';
import type { Backbone } from '../backbones/backbone.ts';
import {
  requireBatch,
  type DetectorPlan,
  type DetectorTraining,
} from '../detectors/detector-network.ts';
import { pyramidLoss } from './loss.ts';
import { isBackbone, pyramidMaps, strides } from './network.ts';
import { planesPerClass, targetsOn } from './targets.ts';

/** A backbone that knows the world learns at this share of the rate of what is put on it. */
const backboneRate = 0.1;

/** A whole gradient longer than this is an odd batch's. */
const clipNorm = 5;

export const pyramidOptimizers: Readonly<Record<OptimizerId, Optimizer>> = {
  adamw: {
    kind: 'adamw',
    beta1: 0.9,
    beta2: 0.999,
    eps: 1e-8,
    weightDecay: 1e-4,
    clipNorm,
    average: true,
  },
  sgd: {
    kind: 'sgd',
    momentum: 0.9,
    nesterov: true,
    weightDecay: 1e-4,
    clipNorm,
    average: true,
  },
};

/**
 * A plan for `TrainingSession`; the loss is a mean over the cells that are taught a box. Norms of the backbone
 * keep their statistics. It watches `class` and `box`, the parts of the loss.
 * @throws RangeError for an input that is no multiple of 32
 */
export function pyramidPlan(backbone: Backbone, training: DetectorTraining): DetectorPlan {
  const { input, batch, classes, freezeBackbone = false, seed = 0 } = training;
  const { checkpoint = 'none' } = training;
  const shapeAt = (stride: number) => [
    batch,
    planesPerClass * classes,
    input / stride,
    input / stride,
  ];
  const plan: TrainingPlan = {
    optimizer: pyramidOptimizers[training.optimizer],
    groupRates: { backbone: backboneRate },
    start: {
      seed,
      checkpoint,
      group: (name) => (isBackbone(name) ? 'backbone' : 'body'),
      trainable: (name) => !(freezeBackbone && isBackbone(name)),
      frozenNorms: isBackbone,
    },
    loss: (layers) => {
      const net = layers.network;
      const pictures = net.graph.input('pictures', [batch, 3, input, input]);
      const maps = pyramidMaps(layers, pictures, backbone, classes);
      const targets = strides.map((stride) => net.graph.input(`targets${stride}`, shapeAt(stride)));
      const share = net.graph.input('share', [1]);
      const parts = pyramidLoss(net, maps, targets, share, classes);
      return { loss: add(net, parts.class, parts.box), watch: { ...parts } };
    },
  };
  const batchOf: DetectorPlan['batchOf'] = (pictures, boxes) => {
    requireBatch(training, pictures, boxes);
    const { maps, share } = targetsOn(boxes, classes, input);
    return {
      pictures: { values: pictures, shape: [batch, 3, input, input] },
      share: { values: Float32Array.of(share), shape: [1] },
      ...Object.fromEntries(
        strides.map((stride, map) => [
          `targets${stride}`,
          { values: maps[map] ?? new Float32Array(), shape: shapeAt(stride) },
        ]),
      ),
    };
  };
  return { plan, batchOf };
}
