import { valueNoise, type Noise } from './noise.ts';
import { hash32 } from './random.ts';
import { clamp, mix, smoothStep, type Colour, type Raster } from './raster.ts';

/** Light and water of a moment, shared by the photos of an encounter. */
export interface SeaLook {
  seed: number;
  /** Linear light of the sky at the horizon and overhead. */
  skyLow: Colour;
  skyHigh: Colour;
  /** Light that comes up out of the water. */
  deep: Colour;
  /** Direction to the sun: to the right, up, away from the camera; length 1. */
  sun: Colour;
  /** 0 is overcast, 1 a clear sky. */
  sunStrength: number;
  /** 0 is glass, 1 a fresh breeze. */
  roughness: number;
  /** Part of the crests that break, 0–1. */
  foam: number;
  /** Metres at which haze halves the contrast. */
  haze: number;
}

/** Where the camera stands and looks. Metres and pixels. */
export interface View {
  /** Height above the water. */
  eye: number;
  focal: number;
  /** Row of the horizon; negative when it is above the picture. */
  horizon: number;
  /** World offset, so that two photos do not show the same waves. */
  driftX: number;
  driftZ: number;
}

/** Wave lengths in metres, and how steep each is on a rough day. */
const waves = [
  { length: 7, steep: 0.045 },
  { length: 2.6, steep: 0.075 },
  { length: 1.05, steep: 0.11 },
  { length: 0.42, steep: 0.14 },
  { length: 0.17, steep: 0.14 },
  { length: 0.07, steep: 0.12 },
] as const;

export function distanceOfRow({ eye, focal, horizon }: View, row: number): number {
  return (eye * focal) / Math.max(0.5, row - horizon);
}

/** Sky above, sea below, seen from a boat or a shore. */
export function drawSea(raster: Raster, look: SeaLook, view: View): void {
  const { width, height, light } = raster;
  const noise = valueNoise(look.seed);
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const [sunX, sunY, sunZ] = look.sun;
  for (let row = 0; row < height; row += 1) {
    if (row <= view.horizon) {
      drawSkyRow(raster, look, view, row, noise, sample);
      continue;
    }
    const distance = distanceOfRow(view, row);
    const metres = distance / view.focal;
    const depthMetres = (distance * distance) / (view.eye * view.focal);
    const down = Math.hypot(view.eye, distance);
    const viewY = view.eye / down;
    const viewZ = -distance / down;
    const veil = 1 - Math.exp(-distance / look.haze);
    const meanMirror = 0.3 + 0.28 * Math.pow(1 - viewY, 3);
    const strength = waves.map(({ length, steep }) => ({
      frequency: 1 / length,
      slope: steep * (0.25 + look.roughness) * smoothStep(0.05, 0.7, length / depthMetres),
      // Crests run across the wind, longer than they are wide.
      stretch: 1.15,
    }));
    for (let column = 0; column < width; column += 1) {
      const worldX = (column - width / 2) * metres + view.driftX;
      const worldZ = distance + view.driftZ;
      let slopeX = 0;
      let slopeZ = 0;
      let crest = 0;
      for (let wave = 0; wave < strength.length; wave += 1) {
        const { frequency, slope, stretch } = strength[wave];
        if (slope < 0.002) continue;
        // Each wave train runs a little askew to the last.
        const turn = 0.35 * Math.sin(wave * 2.1);
        const x = (worldX + worldZ * turn) * frequency * stretch + wave * 37.7;
        const z = (worldZ - worldX * turn) * frequency + wave * 91.3;
        noise.at(x, z, sample);
        slopeX += slope * (sample.slopeX * stretch - sample.slopeY * turn);
        slopeZ += slope * (sample.slopeY + sample.slopeX * turn * stretch);
        if (wave < 3) crest += sample.value * slope * 4;
      }
      const steep = 1 / Math.sqrt(1 + slopeX * slopeX + slopeZ * slopeZ);
      const facing = clamp((viewY - viewZ * slopeZ) * steep, 0.02, 1);
      const grazing = 1 - facing;
      const grazing2 = grazing * grazing;
      // Schlick's approximation of Fresnel for water (n = 1.33).
      // A pixel sees many facets, so its mirror is nearer to the mean than to the one in its middle.
      const mirror = mix(0.02 + 0.98 * grazing2 * grazing2 * grazing, meanMirror, 0.42);
      const reflectY = Math.abs(2 * facing * steep - viewY);
      const reflectX = -2 * facing * slopeX * steep;
      const reflectZ = -2 * facing * slopeZ * steep - viewZ;
      const up = smoothStep(0, 0.75, reflectY);
      const toSun = reflectX * sunX + reflectY * sunY + reflectZ * sunZ;
      const glint =
        look.sunStrength * Math.pow(Math.max(0, toSun), 140) * 3.2 +
        look.sunStrength * Math.pow(Math.max(0, toSun), 10) * 0.06;
      const lift = clamp(0.85 + crest * 0.9, 0.5, 1.5);
      const at = (row * width + column) * 3;
      let white = 0;
      if (look.foam > 0) {
        noise.at(worldX * 0.9 + 11, worldZ * 1.7 + 5, sample);
        const break1 = sample.value;
        noise.at(worldX * 5.5, worldZ * 7.5, sample);
        white = smoothStep(
          0.86 - look.foam * 0.5,
          1.05,
          break1 * 0.75 + sample.value * 0.35 + crest * 0.3,
        );
      }
      for (let channel = 0; channel < 3; channel += 1) {
        const sky = mix(look.skyLow[channel], look.skyHigh[channel], up);
        const water = look.deep[channel] * lift * (1 - mirror) + sky * mirror + glint;
        const foam = mix(water, look.skyLow[channel] * 0.95 + look.sunStrength * 0.15, white);
        light[at + channel] = mix(foam, look.skyLow[channel], veil);
      }
    }
  }
}

function drawSkyRow(
  { width, light }: Raster,
  look: SeaLook,
  view: View,
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
export function drawCoast(raster: Raster, look: SeaLook, view: View, seed: number): void {
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
