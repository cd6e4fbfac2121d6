import type { Rectangle } from '#terms/geometry.ts';

/**
 * A box in fractions of the picture as stored, turned into fractions of the upright picture.
 *
 * @param orientation EXIF orientation 1–8 (Exif 2.32, tag 0x0112).
 */
export function toUpright({ x, y, w, h }: Rectangle, orientation: number): Rectangle {
  const right = 1 - x - w;
  const bottom = 1 - y - h;
  switch (orientation) {
    case 2:
      return { x: right, y, w, h };
    case 3:
      return { x: right, y: bottom, w, h };
    case 4:
      return { x, y: bottom, w, h };
    case 5:
      return { x: y, y: x, w: h, h: w };
    case 6:
      return { x: bottom, y: x, w: h, h: w };
    case 7:
      return { x: bottom, y: right, w: h, h: w };
    case 8:
      return { x: y, y: right, w: h, h: w };
    default:
      return { x, y, w, h };
  }
}

/** Cuts a box at the edges of the picture; null if nothing of it is inside. */
export function clipToPicture({ x, y, w, h }: Rectangle): Rectangle | null {
  const [left, width] = clipSpan(x, w);
  const [top, height] = clipSpan(y, h);
  return width > 0 && height > 0 ? { x: left, y: top, w: width, h: height } : null;
}

/** A span inside 0–1 comes back to the last bit as it went in. */
function clipSpan(start: number, length: number): [start: number, length: number] {
  if (start >= 0 && start + length <= 1) return [start, length];
  const from = Math.max(0, start);
  return [from, Math.min(1, start + length) - from];
}
