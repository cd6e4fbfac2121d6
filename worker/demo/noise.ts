import { hash32 } from './random.ts';

const SIZE = 256;
const MASK = SIZE - 1;

/** Smooth random field over the plane, −1 to 1, with its slopes; repeats every 256 units. */
export interface Noise {
  value: number;
  slopeX: number;
  slopeY: number;
}

/**
 * Value noise with quintic interpolation (Perlin 2002), table looked up, slopes exact. `at` writes
 * into `out`, because millions of samples make a picture.
 */
export function valueNoise(seed: number): { at: (x: number, y: number, out: Noise) => void } {
  const table = new Float32Array(SIZE * SIZE);
  for (let i = 0; i < table.length; i += 1) table[i] = hash32(seed ^ hash32(i + 1)) / 2 ** 31 - 1;
  return {
    at: (x, y, out) => {
      const floorX = Math.floor(x);
      const floorY = Math.floor(y);
      const fx = x - floorX;
      const fy = y - floorY;
      const column = floorX & MASK;
      const nextColumn = (floorX + 1) & MASK;
      const row = (floorY & MASK) * SIZE;
      const nextRow = ((floorY + 1) & MASK) * SIZE;
      const a = table[row + column];
      const b = table[row + nextColumn];
      const c = table[nextRow + column];
      const d = table[nextRow + nextColumn];
      const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
      const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
      const du = 30 * fx * fx * (fx * (fx - 2) + 1);
      const dv = 30 * fy * fy * (fy * (fy - 2) + 1);
      const across = b - a;
      const down = c - a;
      const twist = a - b - c + d;
      out.value = a + across * u + down * v + twist * u * v;
      out.slopeX = du * (across + twist * v);
      out.slopeY = dv * (down + twist * u);
    },
  };
}
