import type { Rectangle } from '#terms/geometry.ts';

/** A point of a picture, in whatever unit its box is. */
type Point = readonly [x: number, y: number];

/** The upright box round points; null for fewer than two or where one is no number. */
export function boxRound(points: readonly Point[]): Rectangle | null {
  if (points.length < 2 || !points.flat().every(Number.isFinite)) return null;
  let [left, top] = points[0];
  let [right, bottom] = points[0];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** `x1 y1 x2 y2 …` as points; an odd number at the end is left away. */
export const pointsOf = (flat: readonly number[]): Point[] =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, at): Point => [
    flat[2 * at],
    flat[2 * at + 1],
  ]);

/**
 * The upright box round one that is turned about its middle. Both are in units that are as long across as down (pixels).
 *
 * @param degrees clockwise on the screen, as CVAT and labelImg's kin count them; the box is the same either way.
 */
export function boxRoundTurned({ x, y, w, h }: Rectangle, degrees: number): Rectangle {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const width = w * cos + h * sin;
  const height = w * sin + h * cos;
  return { x: x + (w - width) / 2, y: y + (h - height) / 2, w: width, h: height };
}

export const MENDED_POLYGON = 'The box round the outline was taken.';
export const mendedTurn = (degrees: number) =>
  `The box was turned by ${Math.round(degrees * 10) / 10}°; the upright one round it was taken.`;
