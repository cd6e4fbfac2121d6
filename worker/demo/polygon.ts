import type { Point } from '#terms/geometry.ts';

/** Part of each pixel that a polygon covers, 0–1, over the rectangle that holds it. */
export interface Coverage {
  left: number;
  top: number;
  width: number;
  height: number;
  cover: Float32Array;
}

/** Scan lines a pixel row. */
const LINES = 4;

/**
 * Coverage of a polygon (even-odd) clipped to a picture, from four scan lines a row with exact ends.
 * Null if nothing of it is inside.
 */
export function coverPolygon(
  points: readonly Point[],
  pictureWidth: number,
  pictureHeight: number,
): Coverage | null {
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (const { x, y } of points) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  const left = Math.max(0, Math.floor(minX));
  const top = Math.max(0, Math.floor(minY));
  const right = Math.min(pictureWidth, Math.ceil(maxX));
  const bottom = Math.min(pictureHeight, Math.ceil(maxY));
  const width = right - left;
  const height = bottom - top;
  if (!(width > 0) || !(height > 0)) return null;
  const cover = new Float32Array(width * height);
  const crossings: number[] = [];
  for (let line = 0; line < height * LINES; line += 1) {
    const y = top + (line + 0.5) / LINES;
    crossings.length = 0;
    for (let i = 0, j = points.length - 1; i < points.length; j = i, i += 1) {
      const a = points[j];
      const b = points[i];
      if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
    crossings.sort((a, b) => a - b);
    const row = Math.floor(line / LINES) * width;
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(left, crossings[i]);
      const to = Math.min(right, crossings[i + 1]);
      for (let x = Math.floor(from); x < to; x += 1) {
        const part = Math.min(to, x + 1) - Math.max(from, x);
        if (part > 0) cover[row + x - left] += part / LINES;
      }
    }
  }
  return { left, top, width, height, cover };
}
