import { valueNoise, type Noise } from './noise.ts';
import { hash32 } from './random.ts';
import { mix, smoothStep, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';
import type { Viewpoint } from './viewpoint.ts';

/** One row of sky, a little clouded. */
export function drawSkyRow(
  { width, light }: Raster,
  look: SeaLook,
  view: Viewpoint,
  row: number,
  noise: ReturnType<typeof valueNoise>,
  sample: Noise,
): void {
  const up = (view.horizon - row) / view.focal;
  const height = smoothStep(0, 0.5, up);
  for (let column = 0; column < width; column += 1) {
    const across = (column - width / 2) / view.focal;
    noise.at(across * 9 + view.driftX * 0.01, up * 26, sample);
    const cloud = sample.value;
    noise.at(across * 31, up * 80, sample);
    const white = smoothStep(0.05, 0.9, cloud + sample.value * 0.4) * 0.18;
    const at = (row * width + column) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      light[at + channel] = mix(look.skyLow[channel], look.skyHigh[channel], height) * (1 + white);
    }
  }
}

/** A strip of land at the horizon. */
export function drawCoast(raster: Raster, look: SeaLook, view: Viewpoint, seed: number): void {
  const noise = valueNoise(hash32(seed));
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const { width, height, light } = raster;
  for (let column = 0; column < width; column += 1) {
    noise.at(column / (width * 0.3) + seed, 3, sample);
    let rise = sample.value;
    noise.at(column / (width * 0.04), 9, sample);
    rise = (rise + 0.6 + sample.value * 0.2) * view.focal * 0.012;
    const foot = Math.round(view.horizon);
    for (
      let row = Math.max(0, Math.round(foot - rise));
      row < Math.min(height, foot + 1);
      row += 1
    ) {
      const at = (row * width + column) * 3;
      noise.at(column / 23, row / 9, sample);
      const tone = 1 + sample.value * 0.15;
      light[at] = mix(0.09 * tone, look.skyLow[0], 0.55);
      light[at + 1] = mix(0.12 * tone, look.skyLow[1], 0.55);
      light[at + 2] = mix(0.1 * tone, look.skyLow[2], 0.55);
    }
  }
}
