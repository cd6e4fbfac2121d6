import type { Rectangle, Size } from '#terms/geometry.ts';

/** Fitting a photo into the network's input without bending it, and the way back. Geometry only. */

/** Grey of the bars beside the photo, in 8-bit steps. */
export const letterboxGrey = 114;
/** Size of an input are multiples of this. */
const inputStride = 32;

interface Letterbox {
  /** Pixels of the input to one of the photo. */
  scale: number;
  /** Size of the scaled photo in whole pixels. */
  width: number;
  height: number;
  /** Bars before it; the rest of the input behind it is bar too. */
  left: number;
  top: number;
  input: Size;
}

/** Lays a photo of these sides in the middle of an input. @throws RangeError for a side of no pixel */
export function letterboxOf(photo: Size, input: Size): Letterbox {
  if (!(photo.width >= 1 && photo.height >= 1))
    throw new RangeError(
      `A photo of ${photo.width}×${photo.height} pixels cannot be fitted into an input; it has no pixels.`,
    );
  const scale = Math.min(input.width / photo.width, input.height / photo.height);
  const width = Math.max(1, Math.min(input.width, Math.round(photo.width * scale)));
  const height = Math.max(1, Math.min(input.height, Math.round(photo.height * scale)));
  const left = Math.floor((input.width - width) / 2);
  const top = Math.floor((input.height - height) / 2);
  return { scale, width, height, left, top, input };
}

/**
 * The smallest input that holds a photo scaled to this long side: less bar to look at than a square.
 * @param longest of the input's sides, a multiple of 32
 */
export function inputFor(photo: Size, longest: number): Size {
  const scale = longest / Math.max(photo.width, photo.height);
  const fitted = (side: number) =>
    Math.min(longest, Math.max(1, Math.ceil((side * scale - 0.5) / inputStride)) * inputStride);
  return { width: fitted(photo.width), height: fitted(photo.height) };
}

/** Pixels of the input → pixels of the photo, cut at its edges. */
export function toPhoto<B extends Rectangle>(
  { scale, left, top }: Letterbox,
  box: B,
  photo: Size,
): B {
  const cut = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const x = cut((box.x - left) / scale, photo.width);
  const y = cut((box.y - top) / scale, photo.height);
  const right = cut((box.x + box.w - left) / scale, photo.width);
  const bottom = cut((box.y + box.h - top) / scale, photo.height);
  return { ...box, x, y, w: right - x, h: bottom - y };
}
