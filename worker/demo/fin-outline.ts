import type { Point } from '#terms/geometry.ts';
import type { AnimalMarks, Notch } from './animal-marks.ts';

/** Points along each edge. */
const STEPS = 90;

const cubic = (a: Point, b: Point, c: Point, d: Point, t: number): Point => {
  const s = 1 - t;
  const k0 = s * s * s;
  const k1 = 3 * s * s * t;
  const k2 = 3 * s * t * t;
  const k3 = t * t * t;
  return {
    x: k0 * a.x + k1 * b.x + k2 * c.x + k3 * d.x,
    y: k0 * a.y + k1 * b.y + k2 * c.y + k3 * d.y,
  };
};

/** How deep an edge is cut at a distance from the middle of a notch, both in fin heights. */
function cut(notch: Notch, distance: number): number {
  const t = Math.abs(distance) / notch.width;
  if (t >= 1) return 0;
  const v = 1 - t;
  const u = Math.sqrt(1 - t * t);
  return notch.depth * (v + (u - v) * notch.round);
}

function withNotches(edge: readonly Point[], notches: readonly Notch[], inward: 1 | -1): Point[] {
  const along: number[] = [0];
  for (let i = 1; i < edge.length; i += 1) {
    along.push(along[i - 1] + Math.hypot(edge[i].x - edge[i - 1].x, edge[i].y - edge[i - 1].y));
  }
  const length = along.at(-1) ?? 1;
  return edge.map((point, i) => {
    const before = edge[Math.max(0, i - 1)];
    const after = edge[Math.min(edge.length - 1, i + 1)];
    const run = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const depth = notches.reduce(
      (deepest, notch) => Math.max(deepest, cut(notch, along[i] - Math.abs(notch.at) * length)),
      0,
    );
    // Into the fin: to the left or right of the way along the edge.
    return {
      x: point.x + (inward * depth * (after.y - before.y)) / run,
      y: point.y - (inward * depth * (after.x - before.x)) / run,
    };
  });
}

/** Height of the back above the flank's zero line at `x`, in fin heights; 0 at its ends. */
export function backHeight(x: number, { shape, finHeight }: AnimalMarks): number {
  const length = 1 / finHeight;
  const front = -0.52 * length;
  const rear = 0.42 * length;
  const middle = -shape.base * 0.3;
  const t = x < middle ? (middle - x) / (middle - front) : (x - middle) / (rear - middle);
  return t >= 1 ? 0 : 0.15 * length * Math.pow(1 - t * t, 1.15);
}

/**
 * The fin seen from its left side, the animal swimming to the left: x grows to the tail, y upwards,
 * in fin heights, the origin at the middle of the base on the back. Runs from the front of the base
 * over the tip to the rear and closes below the back.
 */
export function finOutline(marks: AnimalMarks): Point[] {
  const { shape, notches } = marks;
  const crest = backHeight(0, marks);
  // Both ends lie just under the skin of the back, so that the fin grows out of it.
  const onBack = (x: number) => ({ x, y: backHeight(x, marks) - crest - 0.035 });
  const front = onBack(-shape.base / 2 - 0.55);
  const rear = onBack(shape.base / 2 + 0.32);
  const tip = { x: shape.sweep + shape.tip * 0.9, y: 0.985 - shape.tip * 0.7 };
  const top = { x: shape.sweep - shape.tip * 1.2, y: 1 };
  const leading: Point[] = [];
  const trailing: Point[] = [];
  for (let i = 0; i <= STEPS; i += 1) {
    const t = i / STEPS;
    // The leading edge leaves the back in a fillet and rises full to the tip.
    leading.push(
      cubic(
        front,
        { x: -shape.base / 2 + 0.2, y: 0.1 + shape.fullness * 0.2 },
        { x: shape.sweep - 0.62 - shape.tip, y: 0.84 + shape.fullness * 0.42 },
        top,
        t,
      ),
    );
    // The trailing edge falls hollow from the tip and runs out on the back.
    trailing.push(
      cubic(
        tip,
        { x: shape.sweep - shape.hollow * 1.15, y: 0.66 },
        { x: shape.base / 2 - shape.hollow * 1.1, y: rear.y + 0.07 },
        rear,
        t,
      ),
    );
  }
  const cap: Point[] = [];
  for (let i = 1; i < 8; i += 1) {
    const bulge = { x: shape.sweep + shape.tip * 0.8, y: 1.0 + shape.tip * 0.12 };
    cap.push(cubic(top, bulge, bulge, tip, i / 8));
  }
  const onLeading = notches.filter(({ at }) => at < 0);
  const onTrailing = notches.filter(({ at }) => at >= 0);
  return [
    ...withNotches(leading.toReversed(), onLeading, -1).toReversed(),
    ...cap,
    ...withNotches(trailing, onTrailing, 1),
    { x: rear.x, y: -0.5 },
    { x: front.x, y: -0.5 },
  ];
}

/** The back's outline without the fin, closed along its zero line. */
export function backOutline(marks: AnimalMarks): Point[] {
  const length = 1 / marks.finHeight;
  const crest = backHeight(0, marks);
  const points: Point[] = [];
  for (let i = 0; i <= 80; i += 1) {
    const x = -0.52 * length + (0.94 * length * i) / 80;
    points.push({ x, y: backHeight(x, marks) - crest });
  }
  return [...points, { x: 0.42 * length, y: -crest - 0.5 }, { x: -0.52 * length, y: -crest - 0.5 }];
}
