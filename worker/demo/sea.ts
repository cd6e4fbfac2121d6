import { valueNoise, type Noise } from './noise.ts';
import { clamp, smoothStep, type Raster } from './raster.ts';
import type { SeaLook } from './sea-look.ts';
import { drawSkyRow } from './sky.ts';
import { distanceOfRow, type Viewpoint } from './viewpoint.ts';
import { cutLine, TILE, tileLine, waveTile, type WaveBand, type WaveTile } from './wave-tile.ts';

/** From the swell to the ripples; how steep each is in a calm and what a fresh breeze adds. */
const bands: readonly (WaveBand & { calm: number; breeze: number })[] = [
  { metres: 37, from: 2, to: 9, waves: 16, spread: 0.5, calm: 0.006, breeze: 0.03 },
  { metres: 8.3, from: 3, to: 20, waves: 30, spread: 0.75, calm: 0.022, breeze: 0.085 },
  { metres: 1.7, from: 4, to: 34, waves: 40, spread: 1.1, calm: 0.03, breeze: 0.085 },
];

/** Tiles made so far: seas differ by light, steepness and place far more than by the waves' phases. */
const made = new Map<string, WaveTile[]>();
const TILE_SEEDS = 5;
const WINDS = 8;

function tilesOf({ seed, wind }: SeaLook): WaveTile[] {
  const tileSeed = seed % TILE_SEEDS;
  const heading = ((Math.round((wind / (2 * Math.PI)) * WINDS) + WINDS) % WINDS) / WINDS;
  const key = `${tileSeed} ${heading}`;
  let tiles = made.get(key);
  if (tiles === undefined) {
    tiles = bands.map((band) => waveTile(tileSeed, heading * 2 * Math.PI, band));
    made.set(key, tiles);
  }
  return tiles;
}

/** Steps of distance a picture row of flat water: in a small picture a row holds many waves. */
const stepsOfRow = (height: number) => clamp(1700 / height, 1.6, 6);

/**
 * Sky above, sea below, seen from a boat or a shore: a field of waves marched from near to far, column
 * by column, so that crests hide the troughs behind them. For each distance asked for, gives the row
 * to which nearer water rises in each column: what stands at that distance shows above it only.
 */
export function drawSea(
  raster: Raster,
  look: SeaLook,
  view: Viewpoint,
  distances: readonly number[],
): Float32Array[] {
  const { width, height, light } = raster;
  const noise = valueNoise(look.seed);
  const sample: Noise = { value: 0, slopeX: 0, slopeY: 0 };
  const lastSky = Math.min(height - 1, Math.floor(view.horizon) + 3);
  for (let row = 0; row <= lastSky; row += 1) drawSkyRow(raster, look, view, row, noise, sample);

  const tiles = tilesOf(look);
  const lines = bands.map(tileLine);
  const perPixel = new Float64Array(bands.length);
  const starts = new Float64Array(bands.length);
  const top = new Float32Array(width).fill(height + 1e6);
  const last = new Float32Array(width * 3);
  const hidden = new Uint8Array(width).fill(1);
  const skylines = distances.map(() => new Float32Array(width).fill(height));
  const taken = distances.map(() => false);
  const [
    { height: swellRise, slopeX: swellX, slopeZ: swellZ },
    { height: chopRise, slopeX: chopX, slopeZ: chopZ },
    { height: rippleRise, slopeX: rippleX, slopeZ: rippleZ },
  ] = lines;
  const [sunX, sunY, sunZ] = look.sun;
  const steps = stepsOfRow(height);
  const { deep, skyLow, skyHigh } = look;
  const low0 = skyLow[0];
  const low1 = skyLow[1];
  const low2 = skyLow[2];
  // Nearer than the lowest row, a crest may still rise into the picture.
  const tallest = bands.reduce(
    (sum, { calm, breeze }, k) => sum + (calm + breeze * look.roughness) * tiles[k].highest,
    0,
  );
  const warp = (k: number, samples: number) =>
    samples / ((bands[k].calm + bands[k].breeze * look.roughness) * tiles[k].highest);
  const warp0 = warp(0, 90);
  const warp1 = warp(1, 34);
  const nearest = distanceOfRow(view, height);
  const first = height + 8 + (tallest * view.focal) / nearest;
  for (let flat = first; flat > view.horizon + 0.75; flat -= 1 / steps) {
    const z = distanceOfRow(view, flat);
    const depth = (z * z) / (view.eye * view.focal) / steps;
    const metres = z / view.focal;
    for (let k = 0; k < bands.length; k += 1) {
      const { calm, breeze, metres: side } = bands[k];
      // Waves shorter than a row is deep cannot be told apart.
      const fade =
        smoothStep(0.8, 0.12, (metres * 4) / side) *
        (0.3 + 0.7 * smoothStep(0.5, 0.06, depth / side));
      cutLine(
        tiles[k],
        z + view.driftZ,
        depth * 1.2,
        (calm + breeze * look.roughness) * fade,
        lines[k],
      );
      perPixel[k] = (metres / side) * TILE;
      // A shear hides that the tile repeats.
      const start = (((-width / 2) * metres + view.driftX + z * (0.31 + 0.17 * k)) / side) * TILE;
      starts[k] = start - Math.floor(start / TILE) * TILE;
    }
    distances.forEach((distance, k) => {
      if (!taken[k] && z >= distance) {
        taken[k] = true;
        skylines[k].set(top);
      }
    });
    const toEye = Math.hypot(view.eye, z);
    const viewY = view.eye / toEye;
    const viewZ = -z / toEye;
    const veil = 1 - Math.exp(-z / look.haze);
    const [step0, step1, step2] = perPixel;
    // What is too small to be seen still spreads the mirror's light.
    const spread = 0.52 - 0.16 * look.roughness;
    const scale = view.focal / z;
    let u0 = starts[0];
    let u1 = starts[1];
    let u2 = starts[2];
    for (let column = 0; column < width; column += 1) {
      u0 += step0;
      if (u0 >= TILE) u0 -= TILE * Math.floor(u0 / TILE);
      u1 += step1;
      if (u1 >= TILE) u1 -= TILE * Math.floor(u1 / TILE);
      u2 += step2;
      if (u2 >= TILE) u2 -= TILE * Math.floor(u2 / TILE);
      const i0 = u0 | 0;
      const i1 = u1 | 0;
      const f0 = u0 - i0;
      const f1 = u1 - i1;
      const rise0 = swellRise[i0] + (swellRise[i0 + 1] - swellRise[i0]) * f0;
      const rise1 = chopRise[i1] + (chopRise[i1 + 1] - chopRise[i1]) * f1;
      // The larger waves carry the ripples with them, which also hides that their tile repeats.
      const carried = u2 + rise0 * warp0 + rise1 * warp1;
      const carriedFloor = Math.floor(carried);
      const i2 = carriedFloor & (TILE - 1);
      const f2 = carried - carriedFloor;
      const rise2 = rippleRise[i2] + (rippleRise[i2 + 1] - rippleRise[i2]) * f2;
      const up = rise0 + rise1 + rise2;
      // Rounded as `top` keeps it, or a row could fall between two samples.
      const y = Math.fround(flat - up * scale);
      const before = top[column];
      if (y >= before) {
        hidden[column] = 1;
        continue;
      }
      top[column] = y;
      if (y > height) {
        hidden[column] = 1;
        continue;
      }
      const from = Math.max(0, Math.ceil(y - 0.5));
      const bottom = Math.min(height - 1, Math.ceil(before - 0.5) - 1);
      // Between two pixels' middles nothing is to be seen.
      if (bottom < from) continue;
      // Cat's paws: the swell carries rougher and smoother patches.
      const patch = 0.75 + 14 * rise0 * (1 - veil);
      const fine = patch < 0.35 ? 0.35 : patch > 1.3 ? 1.3 : patch;
      const slopeX =
        swellX[i0] +
        chopX[i1] +
        (chopX[i1 + 1] - chopX[i1]) * f1 +
        fine * (rippleX[i2] + (rippleX[i2 + 1] - rippleX[i2]) * f2);
      const slopeZ =
        swellZ[i0] +
        chopZ[i1] +
        (chopZ[i1 + 1] - chopZ[i1]) * f1 +
        fine * (rippleZ[i2] + (rippleZ[i2 + 1] - rippleZ[i2]) * f2);
      const flatness = 1 / Math.sqrt(1 + slopeX * slopeX + slopeZ * slopeZ);
      let facing = (viewY - viewZ * slopeZ) * flatness;
      facing = facing < 0.01 ? 0.01 : facing;
      const grazing = 1 - facing;
      const grazing2 = grazing * grazing;
      // Schlick's approximation of Fresnel for water (n = 1.33).
      const mirror = (0.02 + 0.98 * grazing2 * grazing2 * grazing) * (0.42 + spread);
      const back = 2 * facing * flatness;
      const reflectY = back - viewY;
      const reflectX = -back * slopeX;
      const reflectZ = -back * slopeZ - viewZ;
      const above = reflectY < 0 ? -reflectY * 0.5 : reflectY;
      const high = above >= 0.7 ? 1 : above * (2.4 - 1.39 * above);
      let toSun = reflectX * sunX + reflectY * sunY + reflectZ * sunZ;
      toSun = toSun < 0 ? 0 : toSun;
      const s2 = toSun * toSun;
      const s4 = s2 * s2;
      const s8 = s4 * s4;
      const s16 = s8 * s8;
      const s64 = s16 * s16 * s16 * s16;
      const glint = look.sunStrength * (s64 * s64 * 7 + s64 * 0.6 + s8 * 0.05);
      // Thin crests let the light through.
      const lift = clamp(0.8 + (rise1 + rise2) * 5 + rise0 * 0.8, 0.45, 2);
      let white = 0;
      if (look.foam > 0 && rise1 + rise0 * 0.4 > 0.02) {
        noise.at(u1 * 0.35 + 3, z * 2.1, sample);
        const patchy = sample.value;
        noise.at(carried * 0.23, z * 19, sample);
        white = smoothStep(
          1.2 - look.foam,
          1.5 - look.foam * 0.8,
          rise1 * 9 + rise0 * 2 + patchy * 0.6 + sample.value * 0.6,
        );
      }
      const through = (1 - mirror) * lift;
      let red = deep[0] * through + (low0 + (skyHigh[0] - low0) * high) * mirror + glint;
      let green = deep[1] * through + (low1 + (skyHigh[1] - low1) * high) * mirror + glint;
      let blue = deep[2] * through + (low2 + (skyHigh[2] - low2) * high) * mirror + glint;
      if (white > 0) {
        const froth = white * (0.75 + 0.25 * sample.value);
        red += (low0 * 1.1 - red) * froth;
        green += (low1 * 1.1 - green) * froth;
        blue += (low2 * 1.1 - blue) * froth;
      }
      red += (low0 - red) * veil;
      green += (low1 - green) * veil;
      blue += (low2 - blue) * veil;
      const at3 = column * 3;
      const fresh = hidden[column] === 1 || before > height + 1;
      const span = before - y;
      for (let row = bottom; row >= from; row -= 1) {
        const part = fresh ? 1 : clamp((before - row - 0.5) / span, 0, 1);
        const at = (row * width + column) * 3;
        light[at] = last[at3] + (red - last[at3]) * part;
        light[at + 1] = last[at3 + 1] + (green - last[at3 + 1]) * part;
        light[at + 2] = last[at3 + 2] + (blue - last[at3 + 2]) * part;
      }
      last[at3] = red;
      last[at3 + 1] = green;
      last[at3 + 2] = blue;
      hidden[column] = 0;
    }
  }
  return skylines;
}
