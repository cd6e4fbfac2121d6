/** What a detector is taught by: place of boxes, whether something is there, what it is. */
import type { Network } from '#models/autodiff/network.ts';
import { maskNode, mulNode, reshapeNode } from '#models/graph/emit.ts';
import type { Value } from '#models/graph/graph.ts';
import { axisSize, nchw } from '#models/graph/shape.ts';
import { add, mul, offset, scale, sub } from '#models/ops/arithmetic.ts';
import { binaryCrossEntropy } from '#models/ops/composed.ts';
import { sigmoid } from '#models/ops/pointwise.ts';
import { mean, sum } from '#models/ops/reduce.ts';
import { gatherRows, largestAt } from '#models/ops/rows.ts';
import { narrow, reshape, transpose } from '#models/ops/shaping.ts';
import { proposalLength } from './network.ts';
import { completeIoU } from './overlap.ts';
import { anchorsPerCell } from './presets.ts';
import { matchHead } from './targets.ts';

/** Weights of the parts for three maps, 80 classes and 640 pixels. */
export interface Gains {
  box: number;
  object: number;
  class: number;
}

export const defaultGains: Gains = { box: 0.05, object: 1, class: 0.5 };

/**
 * For few classes in short trainings: after the scaling by classes, two or three hardly count beside
 * the other parts, and are told apart late.
 */
export const fewClassGains: Gains = { ...defaultGains, class: 4 };

/** Weight of each map's objectness: a fine map has many more cells. */
const balance = [4, 1, 0.4];

interface LossParts {
  box: Value;
  object: Value;
  class: Value;
}

/** Gains for another number of classes and another size, so that the parts stay in proportion. */
export function scaledGains(gains: Gains, classes: number, input: number): Gains {
  return {
    box: gains.box,
    object: gains.object * (input / 640) ** 2,
    class: gains.class * (classes / 80),
  };
}

/**
 * The three parts, each weighed; their sum is the loss. Objectness is taught the IoU that the matched
 * proposal has now, the largest where boxes meet in one proposal.
 * @param maps as `detectorMaps` gives them
 * @param targets of each map [rows, 8 + classes], as `packMatches` gives them
 * @param gains already scaled
 */
export function detectorLoss(
  net: Network,
  maps: readonly Value[],
  targets: readonly Value[],
  { classes, gains }: { classes: number; gains: Gains },
): LossParts {
  let total: LossParts | undefined;
  for (const [at, map] of maps.entries()) {
    const target = targets[at];
    if (!target) throw new RangeError(`The loss of map ${at}: no targets were given.`);
    const parts = lossOfMap(net, map, target, classes);
    const weighed = { ...parts, object: scale(net, parts.object, balance[at] ?? 1) };
    total = total
      ? {
          box: add(net, total.box, weighed.box),
          object: add(net, total.object, weighed.object),
          class: add(net, total.class, weighed.class),
        }
      : weighed;
  }
  if (!total) throw new RangeError('The loss of a detector: there are no maps.');
  return {
    box: scale(net, total.box, gains.box),
    object: scale(net, total.object, gains.object),
    class: scale(net, total.class, gains.class),
  };
}

/** The parts of one map, unweighed: means over its matches, and over all proposals for objectness. */
function lossOfMap(net: Network, map: Value, target: Value, classes: number): LossParts {
  const g = net.graph;
  const [batch, , height, width] = nchw(map.shape);
  const length = proposalLength(classes);
  const proposals = batch * anchorsPerCell * height * width;
  const parted = reshape(net, map, [batch, anchorsPerCell, length, height * width]);
  const rows = reshape(net, transpose(net, parted, [0, 1, 3, 2]), [proposals, length]);

  const count = axisSize(target.shape, 0);
  const part = (from: number, columns = 1) =>
    narrow(net, target, { axis: 1, start: from, end: from + columns });
  const places = reshapeNode(g, part(0), [count]);
  const weights = part(7);
  const matched = gatherRows(net, rows, places);
  const squashed = sigmoid(net, narrow(net, matched, { axis: 1, start: 0, end: 4 }));
  const column = (at: number) => narrow(net, squashed, { axis: 1, start: at, end: at + 1 });
  const place = (at: number) => offset(net, scale(net, column(at), 2), -0.5);
  const side = (at: number, anchor: Value) => {
    const twice = scale(net, column(at), 2);
    return mul(net, mul(net, twice, twice), anchor);
  };
  const { iou, complete } = completeIoU(
    net,
    { x: place(0), y: place(1), w: side(2, part(5)), h: side(3, part(6)) },
    { x: part(1), y: part(2), w: part(3), h: part(4) },
  );
  const whole = (value: Value) => sum(net, value, [0, 1]);
  const box = whole(mul(net, weights, sub(net, g.constant(1), complete)));

  // Beside the tape: what is there to be found does not pull the boxes.
  const found = mulNode(g, iou, maskNode(g, 'Greater', weights, 0));
  const wanted = largestAt(g, places, reshapeNode(g, found, [count]), proposals);
  const objectness = reshape(net, narrow(net, rows, { axis: 1, start: 4, end: 5 }), [proposals]);
  const object = mean(net, binaryCrossEntropy(net, objectness, wanted), [0]);

  // One class alone says nothing that objectness does not.
  if (classes === 1) return { box, object, class: g.constant(0) };
  const logits = narrow(net, matched, { axis: 1, start: 5, end: length });
  const each = binaryCrossEntropy(net, logits, part(matchHead, classes));
  return { box, object, class: scale(net, whole(mul(net, weights, each)), 1 / classes) };
}
