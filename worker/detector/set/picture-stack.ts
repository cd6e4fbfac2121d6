/** A photo in ever smaller copies, so that any size of it can be drawn quickly and without moiré. */

/** 8-bit red, green, blue, row by row. */
export interface Picture {
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** The photo and its halves, quarters, …; in memory that threads share. */
export type PictureStack = readonly Picture[];

/** Halving ends when the longer side is no more than this. */
const SMALLEST = 96;

/** @param photo its pixels are copied */
export function stackOf(photo: Picture): PictureStack {
  const first = sharedPicture(photo.width, photo.height);
  first.pixels.set(photo.pixels);
  const levels = [first];
  let last = first;
  while (Math.max(last.width, last.height) > SMALLEST && last.width > 1 && last.height > 1) {
    last = halved(last);
    levels.push(last);
  }
  return levels;
}

export const bytesOfStack = (stack: PictureStack): number =>
  stack.reduce((sum, { pixels }) => sum + pixels.length, 0);

const sharedPicture = (width: number, height: number): Picture => ({
  pixels: new Uint8Array(new SharedArrayBuffer(width * height * 3)),
  width,
  height,
});

/** Means of two by two pixels; an odd last row or column falls away. */
function halved({ pixels, width, height }: Picture): Picture {
  const half = sharedPicture(Math.floor(width / 2), Math.floor(height / 2));
  const row = width * 3;
  let to = 0;
  for (let y = 0; y < half.height; y += 1) {
    let from = 2 * y * row;
    for (let x = 0; x < half.width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const at = from + channel;
        half.pixels[to + channel] =
          (pixels[at] + pixels[at + 3] + pixels[at + row] + pixels[at + row + 3] + 2) >> 2;
      }
      from += 6;
      to += 3;
    }
  }
  return half;
}

/**
 * The copy to draw from where so many pixels of the photo become one: never so large that pixels between the
 * sampled ones are passed over, hardly ever so small that detail is missed.
 */
export function levelFor(stack: PictureStack, photoPixelsPerPixel: number): Picture {
  const wanted = Math.floor(Math.log2(Math.max(1, photoPixelsPerPixel)) + 0.25);
  const level = stack[Math.min(stack.length - 1, wanted)];
  if (level === undefined) throw new RangeError('A picture stack has no level.');
  return level;
}
