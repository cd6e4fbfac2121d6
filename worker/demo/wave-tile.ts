import { randomOf } from './random.ts';

/** Samples along each side of a tile. */
export const TILE = 256;

/** A patch of sea that repeats: heights in metres and slopes, of one standard deviation of slope 1. */
export interface WaveTile {
  /** Metres along a side. */
  metres: number;
  height: Float32Array;
  slopeX: Float32Array;
  slopeZ: Float32Array;
  /** The highest crest. */
  highest: number;
}

/** One range of wave lengths: `from`–`to` waves fit into a tile of `metres`. */
export interface WaveBand {
  metres: number;
  from: number;
  to: number;
  waves: number;
  /** How far the trains turn from the wind, radians. */
  spread: number;
}

const sine = Float32Array.from({ length: TILE }, (_, i) => Math.sin((2 * Math.PI * i) / TILE));

/**
 * A sum of wave trains whose lengths divide the tile, so that it repeats without a seam, of equal
 * steepness each (Phillips' saturation range). Crests are then sharpened and troughs flattened, as
 * Stokes' second-order waves are.
 */
export function waveTile(seed: number, wind: number, band: WaveBand): WaveTile {
  const random = randomOf(seed, 'waves', band.metres);
  const size = TILE * TILE;
  const height = new Float32Array(size);
  const slopeX = new Float32Array(size);
  const slopeZ = new Float32Array(size);
  for (let wave = 0; wave < band.waves; wave += 1) {
    const count = band.from * (band.to / band.from) ** random.next();
    const heading = wind + random.normal() * band.spread;
    const countX = Math.round(count * Math.sin(heading));
    const countZ = Math.round(count * Math.cos(heading));
    const cycles = Math.hypot(countX, countZ);
    if (cycles === 0) continue;
    const phase = random.whole(0, TILE - 1);
    const tall = 1 / cycles;
    const perX = countX / cycles;
    const perZ = countZ / cycles;
    for (let z = 0, at = 0; z < TILE; z += 1) {
      for (let x = 0; x < TILE; x += 1, at += 1) {
        const turn = countX * x + countZ * z + phase;
        height[at] += tall * sine[turn & (TILE - 1)];
        const slope = sine[(turn + TILE / 4) & (TILE - 1)];
        slopeX[at] += perX * slope;
        slopeZ[at] += perZ * slope;
      }
    }
  }
  const deviation = (field: Float32Array) =>
    Math.sqrt(field.reduce((sum, value) => sum + value * value, 0) / size) || 1;
  const tall = deviation(height);
  const steep = Math.hypot(deviation(slopeX), deviation(slopeZ)) || 1;
  for (let at = 0; at < size; at += 1) {
    const level = height[at] / tall;
    const sharper = Math.min(1.9, Math.max(0.3, 1 + 0.36 * level));
    height[at] =
      (band.metres / (2 * Math.PI) / steep) * (height[at] + 0.18 * tall * (level * level - 1));
    slopeX[at] *= sharper / steep;
    slopeZ[at] *= sharper / steep;
  }
  const highest = height.reduce((most, level) => Math.max(most, level), 0);
  return { metres: band.metres, height, slopeX, slopeZ, highest };
}

/** Lines averaged for a row far out, where a row sees many waves. */
const MOST_TAPS = 8;

/** One line of a tile at a distance, averaged over the depth that a row of the picture sees. */
interface TileLine {
  height: Float32Array;
  slopeX: Float32Array;
  slopeZ: Float32Array;
}

export const tileLine = (): TileLine => ({
  height: new Float32Array(TILE + 1),
  slopeX: new Float32Array(TILE + 1),
  slopeZ: new Float32Array(TILE + 1),
});

/** Lays the tile's line at `z` metres, `depth` metres deep, scaled by `strength`, into `line`. */
export function cutLine(
  tile: WaveTile,
  z: number,
  depth: number,
  strength: number,
  line: TileLine,
): void {
  const step = tile.metres / TILE;
  const taps = Math.max(1, Math.min(MOST_TAPS, Math.round(depth / step)));
  line.height.fill(0);
  line.slopeX.fill(0);
  line.slopeZ.fill(0);
  for (let tap = 0; tap < taps; tap += 1) {
    const at = (z + ((tap + 0.5) / taps - 0.5) * depth) / step;
    const floor = Math.floor(at);
    const part = at - floor;
    const near = (floor & (TILE - 1)) * TILE;
    const far = ((floor + 1) & (TILE - 1)) * TILE;
    const a = ((1 - part) * strength) / taps;
    const b = (part * strength) / taps;
    for (let x = 0; x < TILE; x += 1) {
      line.height[x] += tile.height[near + x] * a + tile.height[far + x] * b;
      line.slopeX[x] += tile.slopeX[near + x] * a + tile.slopeX[far + x] * b;
      line.slopeZ[x] += tile.slopeZ[near + x] * a + tile.slopeZ[far + x] * b;
    }
  }
  line.height[TILE] = line.height[0];
  line.slopeX[TILE] = line.slopeX[0];
  line.slopeZ[TILE] = line.slopeZ[0];
}
