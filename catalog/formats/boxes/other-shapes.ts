/** Boxes of shapes that are none, beside those of `hull.ts`. */
import type { Rectangle } from '#terms/geometry.ts';
import { boxRoundTurned } from './hull.ts';

/** The upright box round one that is turned about its own top left corner, in units as long across as down. */
export function boxRoundTurnedAtCorner(
  { x, y, w, h }: Rectangle,
  degreesClockwise: number,
): Rectangle {
  const angle = (degreesClockwise * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = { x: x + (w * cos - h * sin) / 2, y: y + (w * sin + h * cos) / 2 };
  return boxRoundTurned({ x: middle.x - w / 2, y: middle.y - h / 2, w, h }, degreesClockwise);
}

/** The upright box round an ellipse that is turned about its middle. */
export function boxRoundEllipse(
  { cx, cy, rx, ry }: { cx: number; cy: number; rx: number; ry: number },
  degrees = 0,
): Rectangle {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const w = 2 * Math.hypot(rx * cos, ry * sin);
  const h = 2 * Math.hypot(rx * sin, ry * cos);
  return { x: cx - w / 2, y: cy - h / 2, w, h };
}

export const MENDED_ELLIPSE = 'The box round the ellipse was taken.';
export const MENDED_MASK = 'The box of the mask was taken.';
