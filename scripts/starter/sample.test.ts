import { describe, expect, it } from 'vitest';
import type { CachedPhoto } from './photo-cache.ts';
import { sampleBatch, wholePhoto } from './sample.ts';

/** A dark photo with one bright block, which is what its box says. */
function photoOf(number: number, width: number, height: number): CachedPhoto {
  const box = {
    label: number % 2,
    x: width * 0.3,
    y: height * 0.4,
    w: width * 0.2,
    h: height * 0.3,
  };
  const pixels = new Uint8Array(width * height * 3).fill(20);
  for (let y = Math.round(box.y); y < box.y + box.h; y += 1)
    for (let x = Math.round(box.x); x < box.x + box.w; x += 1)
      pixels.fill(250, (y * width + x) * 3, (y * width + x + 1) * 3);
  return { number, width, height, pixels, boxes: [box] };
}
const photos = [photoOf(0, 200, 130), photoOf(1, 200, 70), photoOf(2, 130, 200)];
const [side, batch] = [96, 24];

describe('pictures to learn from', () => {
  const sampled = sampleBatch(photos, { batch, side, seed: 3, step: 5 });

  it('are the same for the same seed and step, and others for another', () => {
    expect(sampleBatch(photos, { batch, side, seed: 3, step: 5 })).toEqual(sampled);
    expect(sampleBatch(photos, { batch, side, seed: 3, step: 6 })).not.toEqual(sampled);
  });

  it('have their boxes where the bright blocks are, whole or cut off', () => {
    const plane = side * side;
    let seen = 0;
    let inside = 0;
    let bright = 0;
    for (const [at, boxes] of sampled.boxes.entries()) {
      const green = sampled.pictures.subarray((3 * at + 1) * plane, (3 * at + 2) * plane);
      for (let row = 0; row < side; row += 1)
        for (let column = 0; column < side; column += 1) {
          const [x, y] = [column + 0.5, row + 0.5];
          const boxed = boxes.some((b) => x > b.x && x < b.x + b.w && y > b.y && y < b.y + b.h);
          const lit = (green[row * side + column] ?? 0) > 0.5;
          if (boxed) inside += 1;
          if (lit) bright += 1;
          if (boxed && lit) seen += 1;
        }
    }
    expect(sampled.boxes.flat().length).toBeGreaterThan(batch / 2);
    expect(seen / inside).toBeGreaterThan(0.93);
    // Slivers of blocks may be seen without a box.
    expect(seen / bright).toBeGreaterThan(0.85);
  });

  it('to judge by are whole photos between grey bars', () => {
    const { picture, boxes } = wholePhoto(photoOf(0, 200, 130), side);
    expect(picture[0]).toBeCloseTo(114 / 255, 5);
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.w).toBeCloseTo(0.2 * side, 3);
  });
});
