/** Draws a planned training picture: pixels of the photos into the planes that the network reads. */
import type { Piece, TrainingPicture } from './mosaic.ts';
import { levelFor, type PictureStack } from '../set/picture-stack.ts';

/** Grey where no photo lies, 0–1. */
const grey = 114 / 255;

/**
 * Draws into `planes` from `offset` on: red, green and blue of 0…1, [3, input, input].
 * @param stacks of the photos that the pieces name
 */
export function drawPicture(
  planes: Float32Array,
  offset: number,
  picture: TrainingPicture,
  stackOf: (photo: number) => PictureStack,
  input: number,
): void {
  planes.fill(grey, offset, offset + 3 * input * input);
  for (const piece of picture.pieces)
    drawPiece(planes, offset, piece, stackOf(piece.photo), input, picture.flip);
  recolour(planes, offset, input * input, picture);
}

interface Samples {
  /** First and last pixel of the picture. */
  from: number;
  to: number;
  /** Of each pixel: the two source pixels that it lies between, and how far from the first. */
  first: Int32Array;
  second: Int32Array;
  part: Float32Array;
}

/** Where the pixels of one axis are read. */
function samplesOf(
  start: number,
  length: number,
  windowStart: number,
  windowLength: number,
  source: number,
  input: number,
  stride: number,
): Samples {
  const from = Math.max(0, Math.ceil(start - 0.5));
  const to = Math.min(input - 1, Math.ceil(start + length - 0.5) - 1);
  const count = Math.max(0, to - from + 1);
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const part = new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const share = windowStart + ((from + at + 0.5 - start) / length) * windowLength;
    const pixel = Math.min(source - 1, Math.max(0, share * source - 0.5));
    const low = Math.floor(pixel);
    first[at] = low * stride;
    second[at] = Math.min(source - 1, low + 1) * stride;
    part[at] = pixel - low;
  }
  return { from, to, first, second, part };
}

function drawPiece(
  planes: Float32Array,
  offset: number,
  { window, place }: Piece,
  stack: PictureStack,
  input: number,
  flip: boolean,
): void {
  const [whole] = stack;
  if (whole === undefined) return;
  const level = levelFor(stack, (window.w * whole.width) / place.w);
  const { pixels, width, height } = level;
  const across = samplesOf(place.x, place.w, window.x, window.w, width, input, 3);
  const down = samplesOf(place.y, place.h, window.y, window.h, height, input, width * 3);
  const plane = input * input;
  const columns = across.first.length;
  for (let row = 0; row < down.first.length; row += 1) {
    const [above, below] = [down.first[row], down.second[row]];
    const fy = down.part[row];
    const line = offset + (down.from + row) * input;
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = [across.first[column], across.second[column]];
      const fx = across.part[column];
      const x = across.from + column;
      let to = line + (flip ? input - 1 - x : x);
      for (let channel = 0; channel < 3; channel += 1) {
        const top = pixels[above + left + channel];
        const upper = top + (pixels[above + right + channel] - top) * fx;
        const bottom = pixels[below + left + channel];
        const lower = bottom + (pixels[below + right + channel] - bottom) * fx;
        planes[to] = (upper + (lower - upper) * fy) / 255;
        to += plane;
      }
    }
  }
}

/**
 * Turns the colours about the grey axis, then changes saturation and value as in HSV: with the largest
 * channel V, the others keep their distance from it times a factor.
 */
function recolour(
  planes: Float32Array,
  offset: number,
  plane: number,
  { hue, saturation, value }: TrainingPicture,
): void {
  const cos = Math.cos(hue);
  const third = (1 - cos) / 3;
  const slant = Math.sin(hue) / Math.sqrt(3);
  const [same, next, last] = [cos + third, third - slant, third + slant];
  for (let red = offset; red < offset + plane; red += 1) {
    const [r0, g0, b0] = [planes[red], planes[red + plane], planes[red + 2 * plane]];
    const r = r0 * same + g0 * next + b0 * last;
    const g = r0 * last + g0 * same + b0 * next;
    const b = r0 * next + g0 * last + b0 * same;
    const high = Math.max(r, g, b);
    const low = Math.min(r, g, b);
    const factor = high === low ? 1 : Math.min(saturation, high / (high - low));
    planes[red] = within((high - (high - r) * factor) * value);
    planes[red + plane] = within((high - (high - g) * factor) * value);
    planes[red + 2 * plane] = within((high - (high - b) * factor) * value);
  }
}

const within = (number: number): number => (number < 0 ? 0 : number > 1 ? 1 : number);
