/** Shapes of box that a detector starts from, fitted to the boxes that it must find. */
import { uniformAt, streamOf } from '../random/counter-random.ts';
import {
  anchorsPerCell,
  defaultAnchors,
  strides,
  type Anchor,
  type Anchors,
} from '../nets/yolov5/presets.ts';
import { isReachable } from '../nets/yolov5/targets.ts';

/** Below this share of reachable boxes other anchors are fitted. */
const leastReachable = 0.98;

/** Share of boxes that some anchor can become, 0…1; 1 without boxes. @param boxes pixels of the input */
export function reachableShare(boxes: readonly Anchor[], anchors: Anchors): number {
  if (boxes.length === 0) return 1;
  const all = anchors.flat();
  const reached = boxes.filter(([w, h]) => all.some((anchor) => isReachable(w, h, anchor)));
  return reached.length / boxes.length;
}

/** Squared distance of two boxes by the logarithms of their sides, as reach is a matter of ratios. */
const apart = (a: Anchor, b: Anchor): number =>
  Math.log(a[0] / b[0]) ** 2 + Math.log(a[1] / b[1]) ** 2;

function nearest(box: Anchor, centres: readonly Anchor[]): { at: number; distance: number } {
  let best = { at: 0, distance: Infinity };
  for (const [at, centre] of centres.entries()) {
    const distance = apart(box, centre);
    if (distance < best.distance) best = { at, distance };
  }
  return best;
}

/** First centres far from each other (k-means++, Arthur & Vassilvitskii 2007), without luck. */
function spread(boxes: readonly Anchor[], count: number, seed: number): Anchor[] {
  const stream = streamOf(seed, 'anchors');
  const centres: Anchor[] = [];
  while (centres.length < count) {
    const weights = boxes.map((box) => (centres.length === 0 ? 1 : nearest(box, centres).distance));
    const total = weights.reduce((a, b) => a + b, 0);
    let left = ((uniformAt(stream, centres.length) + 1) / 2) * total;
    const chosen = boxes.find((_, at) => (left -= weights[at] ?? 0) < 0) ?? boxes.at(-1);
    if (chosen) centres.push(chosen);
  }
  return centres;
}

/**
 * Nine anchors by k-means over the logarithms of the sides, small ones on the finest map.
 * @param boxes width and height in pixels of the input, at least nine different ones
 */
export function fitAnchors(boxes: readonly Anchor[], seed = 0): Anchors {
  const count = strides.length * anchorsPerCell;
  let centres = spread(boxes, count, seed);
  for (let round = 0; round < 100; round += 1) {
    const members = boxes.map((box) => nearest(box, centres).at);
    const next = centres.map((centre, at): Anchor => {
      const own = boxes.filter((_, box) => members[box] === at);
      if (own.length === 0) return centre;
      const middle = (axis: 0 | 1) =>
        Math.exp(own.reduce((sum, box) => sum + Math.log(box[axis]), 0) / own.length);
      return [middle(0), middle(1)];
    });
    const moved = next.some((centre, at) => apart(centre, centres[at] ?? centre) > 1e-8);
    centres = next;
    if (!moved) break;
  }
  const rounded = centres
    .toSorted((a, b) => a[0] * a[1] - b[0] * b[1])
    .map(([w, h]): Anchor => [Math.round(w * 10) / 10, Math.round(h * 10) / 10]);
  return strides.map((_, map) => rounded.slice(map * anchorsPerCell, (map + 1) * anchorsPerCell));
}

export interface AnchorChoice {
  anchors: Anchors;
  /** Share of boxes that they reach. */
  reachable: number;
  refitted: boolean;
}

/**
 * The anchors at hand, or fitted ones where those at hand reach too few boxes and fitted ones reach more.
 * @param boxes width and height in pixels of the input; boxes without area are passed over
 */
export function chooseAnchors(
  boxes: readonly Anchor[],
  current: Anchors = defaultAnchors,
  seed = 0,
): AnchorChoice {
  const solid = boxes.filter(([w, h]) => w > 0 && h > 0);
  const kept = { anchors: current, reachable: reachableShare(solid, current), refitted: false };
  const different = new Set(solid.map(([w, h]) => `${w} ${h}`)).size;
  if (kept.reachable >= leastReachable || different < strides.length * anchorsPerCell) return kept;
  const anchors = fitAnchors(solid, seed);
  const reachable = reachableShare(solid, anchors);
  return reachable > kept.reachable ? { anchors, reachable, refitted: true } : kept;
}
