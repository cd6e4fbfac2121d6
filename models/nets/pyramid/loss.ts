/** What a pyramid detector is taught by: which classes a cell shows, and where their boxes end. */
import type { Network } from '#models/autodiff/network.ts';
import type { Value } from '#models/graph/graph.ts';
import { nchw } from '#models/graph/shape.ts';
import { add, div, mul, offset, scale, sub } from '#models/ops/arithmetic.ts';
import { minimum, maximum } from '#models/ops/choose.ts';
import { binaryCrossEntropy } from '#models/ops/composed.ts';
import { sigmoid } from '#models/ops/pointwise.ts';
import { sum } from '#models/ops/reduce.ts';
import { narrow, reshape } from '#models/ops/shaping.ts';
import { perClass } from './network.ts';
import { planesPerClass } from './targets.ts';

/** Weight of what is there, and one less it of what is not (Lin et al. 2017, arXiv:1708.02002). */
const alpha = 0.25;

interface LossParts {
  class: Value;
  box: Value;
}

/**
 * Both parts, summed over maps and shared by the taught cells; their sum is the loss.
 * @param maps as `pyramidMaps` gives them
 * @param targets as `targetsOn` gives them
 * @param share [1], one over the number of taught cells
 */
export function pyramidLoss(
  net: Network,
  maps: readonly Value[],
  targets: readonly Value[],
  share: Value,
  classes: number,
): LossParts {
  let parts: LossParts | undefined;
  for (const [at, map] of maps.entries()) {
    const target = targets[at];
    if (!target) throw new RangeError(`The loss of map ${at}: no targets were given.`);
    const own = lossOfMap(net, map, target, classes);
    parts = parts
      ? { class: add(net, parts.class, own.class), box: add(net, parts.box, own.box) }
      : own;
  }
  if (!parts) throw new RangeError('The loss of a detector: there are no maps.');
  return { class: sum(net, mul(net, parts.class, share), [0]), box: parts.box };
}

function lossOfMap(net: Network, map: Value, target: Value, classes: number): LossParts {
  const [batch, , height, width] = nchw(map.shape);
  const part = (of: Value, planes: number, start: number, count: number) =>
    narrow(net, reshape(net, of, [batch, planes * classes, height * width]), {
      axis: 1,
      start: start * classes,
      end: (start + count) * classes,
    });
  const focal = focalLoss(net, part(map, perClass, 0, 1), part(target, planesPerClass, 0, 1));
  const boxes = (of: Value, planes: number) =>
    reshape(net, part(of, planes, 1, 4), [batch, classes, 4, height * width]);
  const missed = offset(
    net,
    scale(net, generalizedIoU(net, boxes(map, perClass), boxes(target, planesPerClass)), -1),
    1,
  );
  const weights = reshape(net, part(target, planesPerClass, perClass, 1), [
    batch,
    classes,
    1,
    height * width,
  ]);
  return {
    class: reshape(net, sum(net, focal, [0, 1, 2]), [1]),
    box: sum(net, mul(net, weights, missed), [0, 1, 2, 3]),
  };
}

/** Cross-entropy of each element, the less the surer it is already: (1 − p)²·ln p of what is right. */
function focalLoss(net: Network, logits: Value, wanted: Value): Value {
  const chance = sigmoid(net, logits);
  const both = scale(net, mul(net, chance, wanted), -2);
  const wrong = add(net, add(net, chance, wanted), both);
  const weight = offset(net, scale(net, wanted, 2 * alpha - 1), 1 - alpha);
  const focus = mul(net, weight, mul(net, wrong, wrong));
  return mul(net, focus, binaryCrossEntropy(net, logits, wanted));
}

/**
 * Generalised IoU (Rezatofighi et al. 2019, arXiv:1902.09630) of boxes round one place: distances to left, top,
 * right and bottom, [batch, classes, 4, cells] → [batch, classes, 1, cells].
 */
function generalizedIoU(net: Network, a: Value, b: Value): Value {
  const side = (of: Value, at: number) => narrow(net, of, { axis: 2, start: at, end: at + 1 });
  const [least, most] = [minimum(net, a, b), maximum(net, a, b)];
  const sides = (of: Value) => ({
    w: add(net, side(of, 0), side(of, 2)),
    h: add(net, side(of, 1), side(of, 3)),
  });
  const area = (of: Value) => {
    const { w, h } = sides(of);
    return mul(net, w, h);
  };
  const [shared, hull] = [area(least), area(most)];
  const union = sub(net, add(net, area(a), area(b)), shared);
  const empty = div(net, sub(net, hull, union), hull);
  return sub(net, div(net, shared, union), empty);
}
