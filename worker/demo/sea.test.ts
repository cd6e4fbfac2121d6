import { describe, expect, it } from 'vitest';
import { blurByDepth } from './camera.ts';
import { drawSeaLook } from './compose.ts';
import { randomOf } from './random.ts';
import { newRaster } from './raster.ts';
import { drawSea } from './sea.ts';
import { distanceOfRow, type Viewpoint } from './viewpoint.ts';
import { TILE, waveTile } from './wave-tile.ts';

const view: Viewpoint = { eye: 3, focal: 1500, horizon: -40, driftX: 12, driftZ: 34 };

describe('a drawn sea', () => {
  const look = { ...drawSeaLook(randomOf(1, 'sea')), roughness: 0.7 };

  it('fills the picture with light', () => {
    // Many columns, because a gap between two samples would be rare.
    for (const driftX of [0, 5, 77, 130]) {
      const raster = newRaster(600, 200);
      drawSea(raster, look, { ...view, driftX }, []);
      expect(raster.light.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    }
  });

  it('rises higher in the picture the farther one looks: nearer crests hide, farther never uncover', () => {
    const distances = [90, 60, 40].map((row) => distanceOfRow(view, row));
    const [near, middle, far] = drawSea(newRaster(160, 120), look, view, distances);
    for (let column = 0; column < 160; column += 1) {
      expect(middle[column]).toBeLessThanOrEqual(near[column]);
      expect(far[column]).toBeLessThanOrEqual(middle[column]);
    }
    const mean = near.reduce((sum, row) => sum + row, 0) / near.length;
    expect(Math.abs(mean - 90)).toBeLessThan(25);
  });
});

describe('a tile of waves', () => {
  const tile = waveTile(3, 0.6, { metres: 8, from: 3, to: 20, waves: 20, spread: 0.6 });

  it('has slopes that are the slopes of its heights', () => {
    const step = tile.metres / TILE;
    let along = 0;
    let square = 0;
    for (let z = 0; z < TILE; z += 1) {
      for (let x = 1; x + 1 < TILE; x += 1) {
        const at = z * TILE + x;
        const measured = (tile.height[at + 1] - tile.height[at - 1]) / (2 * step);
        along += measured * tile.slopeX[at];
        square += tile.slopeX[at] ** 2;
      }
    }
    expect(along / square).toBeGreaterThan(0.85);
    expect(along / square).toBeLessThan(1.15);
  });

  it('repeats without a seam', () => {
    let seam = 0;
    let inside = 0;
    for (let z = 0; z < TILE; z += 1) {
      seam += Math.abs(tile.height[z * TILE] - tile.height[z * TILE + TILE - 1]);
      inside += Math.abs(tile.height[z * TILE + 100] - tile.height[z * TILE + 99]);
    }
    expect(seam / inside).toBeGreaterThan(0.5);
    expect(seam / inside).toBeLessThan(2);
  });
});

describe('blur by depth', () => {
  const stripes = () => {
    const raster = newRaster(40, 30);
    raster.light.forEach((_, i) => {
      raster.light[i] = Math.floor(i / 3) % 2;
    });
    return raster;
  };

  it('leaves rows in focus as they are', () => {
    const raster = stripes();
    blurByDepth(raster, () => 0);
    expect(raster.light).toEqual(stripes().light);
  });

  it('smooths rows out of focus and keeps their mean', () => {
    const raster = stripes();
    blurByDepth(raster, (row) => (row < 15 ? 0 : 4));
    const row = (index: number) => raster.light.subarray(index * 120, index * 120 + 120);
    expect(row(2)).toEqual(stripes().light.subarray(240, 360));
    const middle = row(25).subarray(30, 90);
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(0.2);
    expect(middle.reduce((sum, value) => sum + value, 0) / middle.length).toBeCloseTo(0.5, 1);
  });
});
