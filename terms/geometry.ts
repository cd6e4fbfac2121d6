import { z } from 'zod';

/**
 * A rectangle by its top left corner and its sides. Of a photo: fractions of the upright one, unless the
 * place that has it says pixels.
 */
export const rectangle = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });
export type Rectangle = z.infer<typeof rectangle>;

/** All of a photo. */
export const wholePhoto: Readonly<Rectangle> = { x: 0, y: 0, w: 1, h: 1 };

/** Whether a rectangle is all of its photo, but for a rim of rounding. */
export const isWholePhoto = ({ x, y, w, h }: Rectangle): boolean =>
  x <= 0.005 && y <= 0.005 && w >= 0.99 && h >= 0.99;

/** Width and height, in pixels where nothing else is said. */
const size = z.object({ width: z.number(), height: z.number() });
export type Size = z.infer<typeof size>;

export interface Point {
  x: number;
  y: number;
}

/** Area of the intersection over that of the union, 0–1; 0 where they do not meet. */
export function overlapOf(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.w * a.h + b.w * b.h - shared);
}

/** The share of the smaller of two boxes that lies in the other, 0–1. */
export function shareWithin(a: Rectangle, b: Rectangle): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / Math.min(a.w * a.h, b.w * b.h);
}

/** Two boxes of one class that overlap this much are taken to show the same thing. */
export const sameThing = 0.5;

/** Two boxes that overlap more than this are one box, written down twice. */
export const oneBox = 0.98;
