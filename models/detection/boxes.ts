/** Boxes of detection: top left corner and sides, all in the same unit. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A box that a network proposes. */
export interface Detection extends Box {
  /** Number of its class. */
  label: number;
  /** 0…1. */
  confidence: number;
}

/** Area of the intersection over that of the union, 0…1; 0 where neither has any. */
export function overlapOf(a: Box, b: Box): number {
  const across = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  if (across <= 0 || down <= 0) return 0;
  const shared = across * down;
  return shared / (a.w * a.h + b.w * b.h - shared);
}
