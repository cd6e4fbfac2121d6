/**
 * How a photo is looked at: whole, and where it is large also in overlapping tiles, so that a fin of a
 * hundredth of its width is still large enough to be seen.
 */
import type { ScoredBox } from '#models/detection/boxes.ts';
import { letterboxOf } from '#models/detection/letterbox.ts';
import { overlapOf, type Rectangle, type Size } from '#terms/geometry.ts';

/** One input of the network: which part of the photo lies where in it. */
interface Look {
  /** Pixels of the input to one of the photo. */
  scale: number;
  /** Where the photo's corner lies, pixels of the input; left of it and above it for most tiles. */
  left: number;
  top: number;
  /** Borders of the tile where the photo goes on. */
  cut: { left: boolean; top: boolean; right: boolean; bottom: boolean };
}

export interface LookOptions {
  /** Side of the input, pixels. */
  input: number;
  /** Longer side to which a photo is scaled to be seen in tiles; null to see it whole only. */
  tileEdge: number | null;
}

/**
 * Neighbouring tiles share at least this part of their side: fins up to it are whole on one of them. With a
 * fifth, photos of three to two that are seen four times as large would need a fourth row.
 */
const SHARED = 1 / 6;
/** A photo is seen in tiles if its longer side is this many times the input. */
const LARGE = 1.5;

const uncut = { left: false, top: false, right: false, bottom: false };

/** Where tiles begin along a side so that they cover it evenly. */
export function tileStarts(length: number, input: number): number[] {
  if (length <= input) return [0];
  // A share too small by less than a pixel is no reason for another tile.
  const count = Math.max(2, Math.ceil((length - 1 - SHARED * input) / ((1 - SHARED) * input)));
  return Array.from({ length: count }, (_, at) =>
    Math.round((at * (length - input)) / (count - 1)),
  );
}

/** The size to which a photo is scaled for its tiles, or null if it is not large. */
export function tiledSides(photo: Size, { input, tileEdge }: LookOptions): Size | null {
  const long = Math.max(photo.width, photo.height);
  if (tileEdge === null || Math.min(long, tileEdge) < LARGE * input) return null;
  const scale = Math.min(1, tileEdge / long);
  return { width: Math.round(photo.width * scale), height: Math.round(photo.height * scale) };
}

/** The whole first, then the tiles, row by row. */
export function looksOf(photo: Size, options: LookOptions): Look[] {
  const { input } = options;
  const { scale, left, top } = letterboxOf(photo, { width: input, height: input });
  const looks: Look[] = [{ scale, left, top, cut: uncut }];
  const tiled = tiledSides(photo, options);
  if (tiled === null) return looks;
  const { width, height } = tiled;
  for (const y of tileStarts(height, input))
    for (const x of tileStarts(width, input))
      looks.push({
        scale: width / photo.width,
        left: -x,
        top: -y,
        cut: { left: x > 0, top: y > 0, right: x + input < width, bottom: y + input < height },
      });
  return looks;
}

/** A box this near to a cut border, as a share of the input, goes on beyond it, */
const NEAR = 0.01;
/** and one this near may. */
const PERHAPS = 0.08;

/** Whether a box in pixels of the input is only a part of what it shows. */
export const isCut = (box: Rectangle, look: Look, input: number): boolean =>
  isNearCut(box, look, input, NEAR * input);

/** Whether it may be a part. */
export const mayBeCut = (box: Rectangle, look: Look, input: number): boolean =>
  isNearCut(box, look, input, PERHAPS * input);

function isNearCut({ x, y, w, h }: Rectangle, { cut }: Look, input: number, near: number): boolean {
  return (
    (cut.left && x < near) ||
    (cut.top && y < near) ||
    (cut.right && x + w > input - near) ||
    (cut.bottom && y + h > input - near)
  );
}

/** Pixels of a look's input → fractions of the photo, cut at its edges. */
export function toFractions<B extends Rectangle>(
  box: B,
  { scale, left, top }: Look,
  photo: Size,
): B {
  const along = (value: number, offset: number, length: number) =>
    Math.min(1, Math.max(0, (value - offset) / scale / length));
  const x = along(box.x, left, photo.width);
  const y = along(box.y, top, photo.height);
  const right = along(box.x + box.w, left, photo.width);
  const bottom = along(box.y + box.h, top, photo.height);
  return { ...box, x, y, w: right - x, h: bottom - y };
}

/** A detection with the number of the look that it was made in. */
export interface SeenDetection extends ScoredBox {
  look: number;
  /** It ends near where its tile ends, and may go on beyond. */
  mayBeCut: boolean;
}

/** What lies in another look's surer box by this much is a part of the same. */
const WITHIN = 0.75;

/**
 * Of boxes that cover each other the surest stays, class by class; between looks also where one that may be cut
 * lies within the other, as a tile may show only a part of what the whole photo shows. A calf before its mother
 * is whole, and stays.
 * @param overlap IoU, 0–1
 */
export function mergeLooks(
  detections: readonly SeenDetection[],
  overlap: number,
  most = 300,
): SeenDetection[] {
  const kept: SeenDetection[] = [];
  for (const detection of detections.toSorted((a, b) => b.confidence - a.confidence)) {
    const isSame = kept.some(
      (other) =>
        other.label === detection.label &&
        (overlapOf(other, detection) > overlap ||
          (other.look !== detection.look &&
            partOf(other, detection).mayBeCut &&
            shareWithin(other, detection) > WITHIN)),
    );
    if (isSame) continue;
    kept.push(detection);
    if (kept.length === most) break;
  }
  return kept;
}

/** The smaller of two. */
const partOf = (a: SeenDetection, b: SeenDetection): SeenDetection =>
  a.w * a.h < b.w * b.h ? a : b;

/** Part of the smaller box that lies in the other, 0–1. */
function shareWithin(a: Rectangle, b: Rectangle): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  const smaller = Math.min(a.w * a.h, b.w * b.h);
  return w <= 0 || h <= 0 || smaller <= 0 ? 0 : (w * h) / smaller;
}
