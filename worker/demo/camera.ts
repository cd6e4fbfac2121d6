import { randomOf } from './random.ts';
import type { Raster } from './raster.ts';

/** What the camera does to the light; blurs in pixels (standard deviation, or length of the smear). */
export interface CameraLook {
  /** Stops over what the meter of the camera says. */
  exposure: number;
  /** 0 is a flat picture, 1 a hard one. */
  contrast: number;
  /** Blur of what is endlessly far behind the animal, pixels. */
  depth: number;
  defocus: number;
  motion: number;
  /** Standard deviation of the grain in 8-bit steps. */
  grain: number;
  vignette: number;
  /** Warmth: red over blue, 1 is neutral. */
  warmth: number;
  /** JPEG quality 1–100. */
  quality: number;
}

/** Three box blurs are a Gaussian to the eye (Kovesi 2010), at a cost that does not grow with it. */
function boxBlur(
  source: Float32Array,
  width: number,
  height: number,
  radius: number,
  down: boolean,
) {
  const out = new Float32Array(source.length);
  const lines = down ? width : height;
  const length = down ? height : width;
  const step = (down ? width : 1) * 3;
  const size = 2 * radius + 1;
  for (let line = 0; line < lines; line += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const start = line * (down ? 1 : width) * 3 + channel;
      const end = length - 1;
      let sum = source[start] * (radius + 1);
      for (let i = 1; i <= radius; i += 1) sum += source[start + Math.min(end, i) * step];
      for (let i = 0; i < length; i += 1) {
        out[start + i * step] = sum / size;
        const ahead = i + radius + 1;
        const behind = i - radius;
        sum +=
          source[start + (ahead > end ? end : ahead) * step] -
          source[start + (behind < 0 ? 0 : behind) * step];
      }
    }
  }
  return out;
}

/** A small picture was shrunk from a large one: each pixel is a mean of its surroundings (1 2 1). */
function shrunken(source: Float32Array, width: number, height: number): Float32Array {
  const soften = (
    from: Float32Array,
    step: number,
    lines: number,
    lineStep: number,
    count: number,
  ) => {
    const out = Float32Array.from(from);
    for (let line = 0; line < lines; line += 1) {
      for (let i = 1; i < count - 1; i += 1) {
        const at = line * lineStep + i * step;
        for (let channel = at; channel < at + 3; channel += 1) {
          out[channel] =
            from[channel - step] * 0.25 + from[channel] * 0.5 + from[channel + step] * 0.25;
        }
      }
    }
    return out;
  };
  return soften(soften(source, 3, height, width * 3, width), width * 3, width, 3, height);
}

/** Wider than this, a picture shows the pixels of its camera. */
const SHRUNKEN = 800;

function smear(raster: Raster, defocus: number, motion: number): Float32Array {
  let { light } = raster;
  const { width, height } = raster;
  if (defocus >= 0.5) {
    const radius = Math.max(1, Math.round(defocus));
    const passes = defocus < 1.2 ? 1 : 2;
    for (let pass = 0; pass < passes; pass += 1) {
      light = boxBlur(light, width, height, radius, false);
      light = boxBlur(light, width, height, radius, true);
    }
  }
  if (defocus < 0.5 && width < SHRUNKEN) light = shrunken(light, width, height);
  if (motion >= 2) light = boxBlur(light, width, height, Math.round(motion / 2), false);
  return light;
}

/**
 * Blurs each row by its own radius, pixels: what lies before and behind the plane of focus. One box
 * along the row and one across, both with fractions of a pixel at their ends.
 */
export function blurByDepth(raster: Raster, radiusOfRow: (row: number) => number): void {
  const { width, height, light } = raster;
  const stride = width * 3;
  const line = new Float32Array(stride + 3);
  // Sums from the top down, so that any box across rows is two look-ups.
  const sums = new Float32Array((height + 1) * stride);
  for (let row = 0; row < height; row += 1) {
    const radius = radiusOfRow(row);
    const start = row * stride;
    const above = start;
    const below = start + stride;
    if (radius < 0.5) {
      for (let i = 0; i < stride; i += 1) sums[below + i] = sums[above + i] + light[start + i];
      continue;
    }
    const whole = Math.round(radius);
    line.fill(0);
    for (let i = 0; i < stride; i += 1) line[i + 3] = line[i] + light[start + i];
    for (let x = 0; x < width; x += 1) {
      const from = x - whole < 0 ? 0 : x - whole;
      const to = x + whole + 1 > width ? width : x + whole + 1;
      const part = 1 / (to - from);
      for (let channel = 0; channel < 3; channel += 1) {
        const i = x * 3 + channel;
        const mean = (line[to * 3 + channel] - line[from * 3 + channel]) * part;
        sums[below + i] = sums[above + i] + mean;
        light[start + i] = mean;
      }
    }
  }
  for (let row = 0; row < height; row += 1) {
    const radius = radiusOfRow(row);
    if (radius < 0.5) continue;
    const whole = Math.round(radius);
    const from = Math.max(0, row - whole) * stride;
    const to = Math.min(height, row + whole + 1) * stride;
    const part = stride / (to - from);
    const start = row * stride;
    for (let i = 0; i < stride; i += 1) light[start + i] = (sums[to + i] - sums[from + i]) * part;
  }
}

/** Brightest light that the tone curve tells from white. */
const WHITE = 4;
const TONES = 8192;

/**
 * From linear light (0–`WHITE`) to 8 bits: a shoulder that keeps glints from clipping all at once, the
 * sRGB transfer function (IEC 61966-2-1), an S of contrast.
 */
function toneCurve(contrast: number): Float32Array {
  return Float32Array.from({ length: TONES + 1 }, (_, i) => {
    const light = (i / TONES) * WHITE;
    const value = light > 0.8 ? 0.8 + 0.2 * (1 - Math.exp(-(light - 0.8) * 2.2)) : light;
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    const hard = encoded * encoded * (3 - 2 * encoded);
    return (encoded + (hard - encoded) * contrast) * 255;
  });
}

/** What a camera that meters the whole picture makes of its mean. */
const METERED = 0.235;

function meanLight(light: Float32Array): number {
  let sum = 0;
  let count = 0;
  // Every hundredth value is enough for a meter.
  for (let i = 1; i < light.length; i += 303) {
    sum += Math.min(1.5, light[i]);
    count += 1;
  }
  return sum / Math.max(1, count);
}

/** The picture as 8-bit sRGB, three bytes a pixel. */
export function develop(raster: Raster, camera: CameraLook, seed: number): Uint8Array {
  const { width, height } = raster;
  const light = smear(raster, camera.defocus, camera.motion);
  const out = new Uint8Array(width * height * 3);
  const random = randomOf(seed, 'grain');
  // A block of grain is cheaper than grain for every pixel and looks the same.
  const block = new Float32Array(65_536);
  for (let i = 0; i < block.length; i += 1) block[i] = random.normal() * camera.grain;
  const gain = (2 ** camera.exposure * METERED) / Math.max(0.01, meanLight(light));
  const tone = toneCurve(camera.contrast);
  const gains = [gain * Math.sqrt(camera.warmth), gain, gain / Math.sqrt(camera.warmth)];
  let offset = random.whole(0, 65_535);
  for (let row = 0; row < height; row += 1) {
    const dy = row / height - 0.5;
    offset = (offset * 5 + 12_345 + row) & 65_535;
    for (let column = 0; column < width; column += 1) {
      const dx = column / width - 0.5;
      const edge = 1 - camera.vignette * (dx * dx + dy * dy);
      const at = (row * width + column) * 3;
      const common = block[(offset + column) & 65_535] * 0.8;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = light[at + channel] * gains[channel] * edge * (TONES / WHITE);
        const place = value > 0 ? (value < TONES - 1 ? value : TONES - 1) : 0;
        const floor = place | 0;
        const eight = tone[floor] + (tone[floor + 1] - tone[floor]) * (place - floor);
        const noisy = eight + common + block[(offset + column * 3 + channel * 7919) & 65_535] * 0.6;
        out[at + channel] = noisy < 0 ? 0 : noisy > 255 ? 255 : (noisy + 0.5) | 0;
      }
    }
  }
  return out;
}
