/** Pictures to learn from: photos at random scale and place, alone or four together, in other light. */
import type { LabelledBox } from '#models/nets/detectors/labelled-box.ts';
import { randomOf, type Random } from '#worker/demo/random.ts';
import type { CachedPhoto } from './photo-cache.ts';

/** A part of the picture that one photo fills, and how the photo lies behind it. */
interface Placing {
  left: number;
  top: number;
  right: number;
  bottom: number;
  scale: number;
  /** Where the photo's upper left corner lies in the picture. */
  x: number;
  y: number;
  flipped: boolean;
}

/** Change of light: what each channel is multiplied by, and colour over grey. */
interface Tint {
  gains: readonly [number, number, number];
  saturation: number;
}

const grey = 114 / 255;
/** Photos are enlarged by no more than this. */
const largest = 1.7;

function drawTint(random: Random): Tint {
  const value = random.range(0.6, 1.4);
  const warm = random.range(-0.06, 0.06);
  return {
    gains: [value * (1 + warm), value, value * (1 - warm)],
    saturation: random.range(0.3, 1.7),
  };
}

/** Lays a photo into its part of the picture; `out` is [3, side, side], 0…1. */
function paint(
  out: Float32Array,
  side: number,
  { width, height, pixels }: CachedPhoto,
  place: Placing,
  { gains, saturation }: Tint,
): void {
  const plane = side * side;
  // Where the photo shrinks by much, four points are averaged, or small things would flicker.
  const taps = place.scale < 0.6 ? 2 : 1;
  const step = 1 / place.scale;
  for (let row = place.top; row < place.bottom; row += 1) {
    for (let column = place.left; column < place.right; column += 1) {
      let [red, green, blue, seen] = [0, 0, 0, 0];
      for (let tap = 0; tap < taps * taps; tap += 1) {
        const fx = (column + ((tap % taps) + 0.5) / taps - place.x) * step;
        const fy = (row + (Math.floor(tap / taps) + 0.5) / taps - place.y) * step - 0.5;
        const u = (place.flipped ? width - fx : fx) - 0.5;
        if (u < -0.5 || fy < -0.5 || u >= width - 0.5 || fy >= height - 0.5) continue;
        const x0 = u < 0 ? 0 : u | 0;
        const y0 = fy < 0 ? 0 : fy | 0;
        const right = x0 + 1 < width ? 3 : 0;
        const below = y0 + 1 < height ? width * 3 : 0;
        const dx = u < 0 ? 0 : u - x0;
        const dy = fy < 0 ? 0 : fy - y0;
        const at = (y0 * width + x0) * 3;
        const a = (1 - dx) * (1 - dy);
        const b = dx * (1 - dy);
        const c = (1 - dx) * dy;
        const d = dx * dy;
        red +=
          pixels[at] * a +
          pixels[at + right] * b +
          pixels[at + below] * c +
          pixels[at + right + below] * d;
        green +=
          pixels[at + 1] * a +
          pixels[at + right + 1] * b +
          pixels[at + below + 1] * c +
          pixels[at + right + below + 1] * d;
        blue +=
          pixels[at + 2] * a +
          pixels[at + right + 2] * b +
          pixels[at + below + 2] * c +
          pixels[at + right + below + 2] * d;
        seen += 1;
      }
      if (seen === 0) continue;
      const share = 1 / (255 * seen);
      const luma = (0.299 * red + 0.587 * green + 0.114 * blue) * share;
      const to = row * side + column;
      const lit = (value: number, gain: number) => {
        const changed = (luma + (value * share - luma) * saturation) * gain;
        return changed < 0 ? 0 : changed > 1 ? 1 : changed;
      };
      out[to] = lit(red, gains[0]);
      out[to + plane] = lit(green, gains[1]);
      out[to + 2 * plane] = lit(blue, gains[2]);
    }
  }
}

/** Boxes of the photo as far as they are seen; slivers are left out. */
function placed({ width, boxes }: CachedPhoto, place: Placing): LabelledBox[] {
  return boxes.flatMap((box) => {
    const from = place.flipped ? width - box.x - box.w : box.x;
    const x = Math.max(place.left, place.x + from * place.scale);
    const y = Math.max(place.top, place.y + box.y * place.scale);
    const right = Math.min(place.right, place.x + (from + box.w) * place.scale);
    const bottom = Math.min(place.bottom, place.y + (box.y + box.h) * place.scale);
    const [w, h] = [right - x, bottom - y];
    const whole = box.w * box.h * place.scale ** 2;
    return w > 3 && h > 3 && w * h > 0.25 * whole ? [{ label: box.label, x, y, w, h }] : [];
  });
}

const logRange = (random: Random, low: number, high: number) =>
  Math.exp(random.range(Math.log(low), Math.log(high)));

/** One photo, whole or a part of it, often around one of its boxes. */
function alone(random: Random, photo: CachedPhoto, side: number): Placing {
  const longest = Math.max(photo.width, photo.height);
  const scale = Math.min(largest, (side * logRange(random, 0.7, 4)) / longest);
  const flipped = random.chance(0.5);
  const box = random.chance(0.75) && photo.boxes.length > 0 ? random.pick(photo.boxes) : undefined;
  const along = (length: number, target: number | undefined) => {
    const span = length * scale;
    if (target !== undefined) {
      // The target somewhere in the picture, the photo's edge not needlessly inside it.
      const wanted = side * random.range(0.15, 0.85) - target * scale;
      return span > side
        ? Math.min(0, Math.max(side - span, wanted))
        : random.range(0, side - span);
    }
    return random.range(Math.min(0, side - span), Math.max(0, side - span));
  };
  const middle = box && (flipped ? photo.width - box.x - box.w / 2 : box.x + box.w / 2);
  const x = along(photo.width, middle);
  const y = along(photo.height, box && box.y + box.h / 2);
  return { left: 0, top: 0, right: side, bottom: side, scale, x, y, flipped };
}

/** A whole photo in the middle of the picture, in its own light: what the network is judged on. */
export function wholePhoto(
  photo: CachedPhoto,
  side: number,
): { picture: Float32Array; boxes: LabelledBox[] } {
  const picture = new Float32Array(3 * side * side).fill(grey);
  const scale = side / Math.max(photo.width, photo.height);
  const x = (side - photo.width * scale) / 2;
  const y = (side - photo.height * scale) / 2;
  const place = { left: 0, top: 0, right: side, bottom: side, scale, x, y, flipped: false };
  paint(picture, side, photo, place, { gains: [1, 1, 1], saturation: 1 });
  return { picture, boxes: placed(photo, place) };
}

/** Four photos around a point. */
function quarters(random: Random, photos: readonly CachedPhoto[], side: number): Placing[] {
  const [x, y] = [0, 1].map(() => Math.round(side * random.range(0.3, 0.7))) as [number, number];
  return photos.map((photo, at) => {
    const [left, right] = at % 2 === 0 ? [0, x] : [x, side];
    const [top, bottom] = at < 2 ? [0, y] : [y, side];
    const longest = Math.max(photo.width, photo.height);
    const scale = Math.min(largest, (side * logRange(random, 0.45, 1.6)) / longest);
    const along = (from: number, to: number, length: number) => {
      const room = to - from - length * scale;
      return from + random.range(Math.min(0, room), Math.max(0, room));
    };
    return {
      left,
      right,
      top,
      bottom,
      scale,
      x: along(left, right, photo.width),
      y: along(top, bottom, photo.height),
      flipped: random.chance(0.5),
    };
  });
}

/** Pictures and boxes of a step, the same for the same seed and step. */
export function sampleBatch(
  photos: readonly CachedPhoto[],
  { batch, side, seed, step }: { batch: number; side: number; seed: number; step: number },
): { pictures: Float32Array; boxes: LabelledBox[][] } {
  const length = 3 * side * side;
  const pictures = new Float32Array(batch * length).fill(grey);
  const boxes = Array.from({ length: batch }, (_, at) => {
    const random = randomOf(seed, 'sample', step, at);
    const out = pictures.subarray(at * length, (at + 1) * length);
    const four = random.chance(0.45);
    const chosen = Array.from({ length: four ? 4 : 1 }, () => random.pick(photos));
    const [first] = chosen;
    const places = four ? quarters(random, chosen, side) : [alone(random, first, side)];
    return chosen.flatMap((photo, k) => {
      paint(out, side, photo, places[k], drawTint(random));
      return placed(photo, places[k]);
    });
  });
  return { pictures, boxes };
}
