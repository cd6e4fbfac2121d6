/**
 * Where things are: two kinds of coordinates that the compiler keeps apart.
 *
 * - normalised: fractions of the upright photo, as boxes are stored
 * - stage: pixels of the canvas, left top first
 */
import type { Point, Rectangle, Size } from '#terms/geometry.ts';
import type { Zoom } from '../photos/zoom.ts';

declare const kind: unique symbol;
type Of<Kind extends string> = { readonly [kind]?: Kind };

export type PhotoPoint = Point & Of<'normalised'>;
export type StagePoint = Point & Of<'stage'>;
export type PhotoRect = Rectangle & Of<'normalised'>;
type StageRect = Rectangle & Of<'stage'>;

export const toStage = (rect: PhotoRect, zoom: Zoom, photo: Size): StageRect => ({
  x: zoom.x + rect.x * photo.width * zoom.scale,
  y: zoom.y + rect.y * photo.height * zoom.scale,
  w: rect.w * photo.width * zoom.scale,
  h: rect.h * photo.height * zoom.scale,
});

export const toPhoto = (point: StagePoint, zoom: Zoom, photo: Size): PhotoPoint => ({
  x: (point.x - zoom.x) / (photo.width * zoom.scale),
  y: (point.y - zoom.y) / (photo.height * zoom.scale),
});

/** The rectangle with these two opposite corners, cut at the photo's edge. */
export function rectOf(a: PhotoPoint, b: PhotoPoint): PhotoRect {
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  const [left, right] = [cut(Math.min(a.x, b.x)), cut(Math.max(a.x, b.x))];
  const [top, bottom] = [cut(Math.min(a.y, b.y)), cut(Math.max(a.y, b.y))];
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** Handles of a box by the sides that they move. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

export function handlePoint({ x, y, w, h }: StageRect, handle: Handle): StagePoint {
  const across = handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5;
  const down = handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5;
  return { x: x + across * w, y: y + down * h };
}

/** Pixels around a handle or an edge that still count as it. */
const reach = 8;

/** The handle under the pointer, corners before sides. */
export function handleAt(rect: StageRect, point: StagePoint): Handle | null {
  const near = (handle: Handle) => {
    const at = handlePoint(rect, handle);
    return Math.abs(at.x - point.x) <= reach && Math.abs(at.y - point.y) <= reach;
  };
  return (
    (['nw', 'ne', 'se', 'sw'] as const).find(near) ??
    (['n', 'e', 's', 'w'] as const).find(near) ??
    null
  );
}

export const contains = ({ x, y, w, h }: StageRect, point: StagePoint, margin = 0): boolean =>
  point.x >= x - margin &&
  point.x <= x + w + margin &&
  point.y >= y - margin &&
  point.y <= y + h + margin;

/** The smallest box under the pointer, so that a fin can be chosen inside its body. */
export function boxAt<Box extends PhotoRect>(
  boxes: readonly Box[],
  point: StagePoint,
  zoom: Zoom,
  photo: Size,
): Box | null {
  let best: Box | null = null;
  for (const box of boxes)
    if (contains(toStage(box, zoom, photo), point, reach / 2))
      if (best === null || box.w * box.h < best.w * best.h) best = box;
  return best;
}

/** The box with a handle dragged to a place; sides may pass each other. */
export function resized(box: PhotoRect, handle: Handle, to: PhotoPoint): PhotoRect {
  const left = handle.includes('w') ? to.x : box.x;
  const right = handle.includes('e') ? to.x : box.x + box.w;
  const top = handle.includes('n') ? to.y : box.y;
  const bottom = handle.includes('s') ? to.y : box.y + box.h;
  return rectOf({ x: left, y: top }, { x: right, y: bottom });
}

/** The box moved by a way, kept whole on the photo. */
export function moved(box: PhotoRect, dx: number, dy: number): PhotoRect {
  return {
    x: Math.min(1 - box.w, Math.max(0, box.x + dx)),
    y: Math.min(1 - box.h, Math.max(0, box.y + dy)),
    w: box.w,
    h: box.h,
  };
}

/** A zoom at which a box takes this share of the stage, in its middle. */
export function zoomTo(box: PhotoRect, photo: Size, stage: Size, share = 0.45): Zoom {
  const scale = Math.min(
    8,
    share * Math.min(stage.width / (box.w * photo.width), stage.height / (box.h * photo.height)),
  );
  return {
    scale,
    x: stage.width / 2 - (box.x + box.w / 2) * photo.width * scale,
    y: stage.height / 2 - (box.y + box.h / 2) * photo.height * scale,
  };
}

/** A drag shorter than this, in pixels, is a click. */
export const clickSlop = 4;
/** A box smaller than this on either side, in pixels of the stage, is a slip of the hand. */
export const smallestDraw = 6;
