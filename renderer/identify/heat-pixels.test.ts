import { expect, it } from 'vitest';
import { HEAT_PIXELS, heatPixels } from './heat-pixels.ts';

/** How much the map covers at a place, given in shares of its side. */
const coverAt = (pixels: Uint8ClampedArray, x: number, y: number) =>
  pixels[(Math.floor(y * HEAT_PIXELS) * HEAT_PIXELS + Math.floor(x * HEAT_PIXELS)) * 4 + 3];

it('covers most where the heat is, and nothing far from it', () => {
  // The second of four positions across, the third down.
  const grid = Array.from({ length: 16 }, (_, at) => (at === 9 ? 1 : 0));
  const pixels = heatPixels(grid, 4, 4);
  const there = coverAt(pixels, 0.375, 0.625);
  expect(there).toBeGreaterThan(170);
  expect(Math.max(...pixels.filter((_, at) => at % 4 === 3))).toBeLessThanOrEqual(there + 2);
  expect(coverAt(pixels, 0.875, 0.125)).toBe(0);
});

it('fades towards the edge of what the network saw, also where that is hot', () => {
  const pixels = heatPixels(
    Array.from({ length: 16 }, () => 1),
    4,
    4,
  );
  expect(coverAt(pixels, 0, 0.5)).toBeLessThan(10);
  expect(coverAt(pixels, 0.5, 0.999)).toBeLessThan(10);
  expect(coverAt(pixels, 0.5, 0.5)).toBeGreaterThan(150);
});

it('of no heat nothing is drawn', () => {
  expect(coverAt(heatPixels([0, 0, 0, 0], 2, 2), 0.5, 0.5)).toBe(0);
});
