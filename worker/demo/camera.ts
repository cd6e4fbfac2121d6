import { randomOf } from './random.ts';
import type { Raster } from './raster.ts';

/** What the camera does to the light; blurs in pixels (standard deviation, or length of the smear). */
export interface CameraLook {
  /** Stops; 0 is as metered. */
  exposure: number;
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
      const at = (i: number) => source[start + Math.min(length - 1, Math.max(0, i)) * step];
      let sum = 0;
      for (let i = -radius; i <= radius; i += 1) sum += at(i);
      for (let i = 0; i < length; i += 1) {
        out[start + i * step] = sum / size;
        sum += at(i + radius + 1) - at(i - radius);
      }
    }
  }
  return out;
}

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
  if (motion >= 2) light = boxBlur(light, width, height, Math.round(motion / 2), false);
  return light;
}

const gamma = new Uint8Array(4096);
for (let i = 0; i < gamma.length; i += 1) {
  // sRGB transfer function (IEC 61966-2-1).
  const value = i / (gamma.length - 1);
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  gamma[i] = Math.round(encoded * 255);
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
  const gain = 2 ** camera.exposure;
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
        const value = light[at + channel] * gains[channel] * edge;
        // A soft shoulder keeps glints from clipping all at once.
        const held = value > 0.8 ? 0.8 + 0.2 * (1 - Math.exp(-(value - 0.8) * 2.2)) : value;
        const eight = gamma[Math.min(4095, Math.max(0, Math.round(held * 4095)))];
        const noisy = eight + common + block[(offset + column * 3 + channel * 7919) & 65_535] * 0.6;
        out[at + channel] = noisy < 0 ? 0 : noisy > 255 ? 255 : Math.round(noisy);
      }
    }
  }
  return out;
}
