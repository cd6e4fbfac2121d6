/** A view of a kept crop as pixels: turned, shifted, recoloured. */
import type { Size } from '#terms/geometry.ts';
import { streamOf, uniformAt } from '#models/random/counter-random.ts';
import { plainView, type Cutout, type CropView } from '../learning/augmentation.ts';

/** A kept crop, RGB bytes row by row. */
export interface CropPicture extends Size {
  pixels: Uint8Array;
}

/**
 * Red, green and blue planes of 0…1, each `height` × `width`, one after the other.
 *
 * @param mirrored the crop itself is turned left to right first: a right side that is shown as a left one
 * @param size of what the network sees; the kept picture is at the same scale with a rim round it
 */
export function renderView(
  picture: CropPicture,
  size: Size,
  view: CropView,
  mirrored: boolean,
): Float32Array {
  const { width, height } = size;
  const plane = width * height;
  const out = new Float32Array(3 * plane);
  if (isPlain(view)) {
    plainInto(out, picture, size, mirrored, [shares, shares, shares]);
    return out;
  }
  const [middleX, middleY] = [(picture.width - 1) / 2, (picture.height - 1) / 2];
  const [seenX, seenY] = [(width - 1) / 2, (height - 1) / 2];
  const [cos, sin] = [Math.cos(view.angle), Math.sin(view.angle)];
  const wide = view.scale * Math.sqrt(view.stretch);
  const high = view.scale / Math.sqrt(view.stretch);
  const [flipped, hand] = [view.flip ? -1 : 1, mirrored ? -1 : 1];
  const [shiftX, shiftY] = [view.shiftX * width, view.shiftY * height];
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const dy = high * (row - seenY);
      const dx = wide * (column - seenX) + view.slant * dy;
      const across = flipped * (cos * dx - sin * dy + shiftX);
      const down = sin * dx + cos * dy + shiftY;
      sample(picture, middleX + hand * across, middleY + down, out, row * width + column, plane);
    }
  recolour(out, plane, view);
  if (view.tint !== null)
    for (const [channel, by] of view.tint.entries())
      for (let at = channel * plane; at < (channel + 1) * plane; at += 1)
        out[at] = clamp(out[at] * by);
  if (view.gamma !== 1) for (let at = 0; at < out.length; at += 1) out[at] = out[at] ** view.gamma;
  const reach = Math.round((view.blur * Math.min(width, height)) / 2);
  if (reach > 0) blur(out, size, reach);
  if (view.noise !== null) roughen(out, plane, view.noise);
  for (const square of view.cutouts ?? []) cover(out, size, square);
  return out;
}

/** What threads are sent is a copy, so the plain view is known by what is in it. */
export const isPlain = (view: CropView): boolean =>
  view === plainView ||
  (Object.keys(plainView) as (keyof CropView)[]).every((name) => view[name] === plainView[name]);

/** What a byte of red, green and blue is to be. */
type ByteValues = readonly Float32Array[];
const shares = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * The seen part of the kept picture as it is: embedding has no other, and no time to reckon.
 *
 * @param out planes [3, height, width]
 * @param ofByte three tables of 256 values
 */
export function plainInto(
  out: Float32Array,
  { pixels, width: kept, height: keptHeight }: CropPicture,
  { width, height }: Size,
  mirrored: boolean,
  [red, green, blue]: ByteValues,
): void {
  const plane = width * height;
  const [rim, above] = [(kept - width) >> 1, (keptHeight - height) >> 1];
  const step = mirrored ? -3 : 3;
  for (let row = 0; row < height; row += 1) {
    let from = 3 * ((row + above) * kept + rim + (mirrored ? width - 1 : 0));
    for (let to = row * width; to < (row + 1) * width; to += 1) {
      out[to] = red[pixels[from]];
      out[plane + to] = green[pixels[from + 1]];
      out[2 * plane + to] = blue[pixels[from + 2]];
      from += step;
    }
  }
}

/** Between four pixels; beyond the kept rim the nearest one. */
function sample(
  { pixels, width, height }: CropPicture,
  x: number,
  y: number,
  out: Float32Array,
  at: number,
  plane: number,
): void {
  const cx = Math.min(width - 1, Math.max(0, x));
  const cy = Math.min(height - 1, Math.max(0, y));
  const [x0, y0] = [Math.floor(cx), Math.floor(cy)];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const [fx, fy] = [cx - x0, cy - y0];
  const [a, b] = [(y0 * width + x0) * 3, (y0 * width + x1) * 3];
  const [c, d] = [(y1 * width + x0) * 3, (y1 * width + x1) * 3];
  for (let channel = 0; channel < 3; channel += 1) {
    const top = pixels[a + channel] * (1 - fx) + pixels[b + channel] * fx;
    const bottom = pixels[c + channel] * (1 - fx) + pixels[d + channel] * fx;
    out[channel * plane + at] = (top * (1 - fy) + bottom * fy) / 255;
  }
}

function recolour(out: Float32Array, plane: number, view: CropView): void {
  const { hue, saturation, value, contrast, brightness } = view;
  if (contrast !== 1 || brightness !== 0) {
    let mean = 0;
    for (const number of out) mean += number;
    mean /= out.length;
    for (let at = 0; at < out.length; at += 1)
      out[at] = clamp((out[at] - mean) * contrast + mean + brightness);
  }
  if (hue === 0 && saturation === 1 && value === 1) return;
  const [turn, scale] = [6 * hue, value];
  for (let at = 0; at < plane; at += 1) {
    const [r, g, b] = [out[at], out[plane + at], out[2 * plane + at]];
    const high = Math.max(r, g, b);
    const chroma = high - Math.min(r, g, b);
    let sector = 0;
    if (chroma > 0) {
      if (high === r) sector = (g - b) / chroma;
      else if (high === g) sector = (b - r) / chroma + 2;
      else sector = (r - g) / chroma + 4;
    }
    const newHigh = clamp(high * scale);
    const newChroma = high === 0 ? 0 : newHigh * Math.min(1, (chroma / high) * saturation);
    const turned = (((sector + turn) % 6) + 6) % 6;
    for (let channel = 0; channel < 3; channel += 1) {
      // Distance of the hue from the channel's own, in sectors of the colour circle.
      const away = Math.abs(turned - 2 * channel);
      const near = Math.min(away, 6 - away);
      out[channel * plane + at] = newHigh - newChroma * clamp(near - 1);
    }
  }
}

/** The mean of the square of 2·reach + 1 pixels round each, nearest pixels beyond the edge. */
function blur(out: Float32Array, { width, height }: Size, reach: number): void {
  const line = new Float32Array(Math.max(width, height));
  const mean = (from: number, step: number, length: number) => {
    for (let at = 0; at < length; at += 1) {
      let sum = 0;
      for (let off = -reach; off <= reach; off += 1)
        sum += out[from + step * Math.min(length - 1, Math.max(0, at + off))];
      line[at] = sum / (2 * reach + 1);
    }
    for (let at = 0; at < length; at += 1) out[from + step * at] = line[at];
  };
  for (let plane = 0; plane < 3 * width * height; plane += width * height) {
    for (let row = 0; row < height; row += 1) mean(plane + row * width, 1, width);
    for (let column = 0; column < width; column += 1) mean(plane + column, width, height);
  }
}

/** Adds to a pixel's three values the same number, as of a camera in bad light. */
function roughen(
  out: Float32Array,
  plane: number,
  { deviation, seed }: { deviation: number; seed: number },
): void {
  const stream = streamOf(seed, 'noise');
  // The sum of three numbers of −1…1 is nearly normal, of deviation 1.
  const draw = (at: number) =>
    uniformAt(stream, at) + uniformAt(stream, at + 1) + uniformAt(stream, at + 2);
  for (let at = 0; at < plane; at += 1) {
    const added = deviation * draw(3 * at);
    for (let channel = 0; channel < 3; channel += 1)
      out[channel * plane + at] = clamp(out[channel * plane + at] + added);
  }
}

function cover(out: Float32Array, { width, height }: Size, cutout: Cutout): void {
  const { x, y, tone } = cutout;
  const [left, top] = [Math.round(x * width), Math.round(y * height)];
  const right = Math.round((x + cutout.width) * width);
  const bottom = Math.round((y + cutout.height) * height);
  const plane = width * height;
  for (let channel = 0; channel < 3; channel += 1)
    for (let row = top; row < Math.min(height, bottom); row += 1)
      out.fill(
        tone,
        channel * plane + row * width + left,
        channel * plane + row * width + Math.min(width, right),
      );
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
