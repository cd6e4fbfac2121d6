import { describe, expect, it } from 'vitest';
import type { Rectangle } from '#terms/geometry.ts';
import { drawPicture } from './draw-picture.ts';
import { boxesOn, orderOfEpoch, planPicture, type TrainingPhoto } from './mosaic.ts';
import { levelFor, stackOf, type Picture } from '../set/picture-stack.ts';

/** Dark water with a bright red rectangle where the box is. */
function photoWithFin(width: number, height: number, box: Rectangle) {
  const pixels = new Uint8Array(width * height * 3).fill(20);
  for (let y = Math.round(box.y * height); y < Math.round((box.y + box.h) * height); y += 1)
    for (let x = Math.round(box.x * width); x < Math.round((box.x + box.w) * width); x += 1)
      pixels.set([250, 10, 10], (y * width + x) * 3);
  const photo: TrainingPhoto = { width, height, boxes: [{ label: 0, ...box }] };
  return { photo, stack: stackOf({ pixels, width, height }) };
}

const input = 160;
const photos = [
  photoWithFin(900, 600, { x: 0.4, y: 0.3, w: 0.2, h: 0.25 }),
  photoWithFin(600, 900, { x: 0.1, y: 0.7, w: 0.3, h: 0.1 }),
  photoWithFin(400, 300, { x: 0.6, y: 0.05, w: 0.3, h: 0.4 }),
];
const plans = photos.map(({ photo }) => photo);
const options = { input, seed: 5, tiles: true };

function draw(step: number, index: number, change: Partial<typeof options> = {}, mosaic = true) {
  const all = { ...options, ...change };
  const picture = planPicture(plans, index % 3, mosaic, { step, index }, all);
  const planes = new Float32Array(3 * input * input);
  drawPicture(planes, 0, picture, (photo) => photos[photo]?.stack ?? [], input);
  return { picture, planes, boxes: boxesOn(plans, picture, input) };
}

/** Water and grey stay grey under every change of colour; the fin does not. */
const isRed = (planes: Float32Array, at: number) =>
  (planes[at] ?? 0) - (planes[input * input + at] ?? 0) > 0.06;

/** Share of a rectangle that is red rather than water or grey. */
function redShare(planes: Float32Array, x0: number, y0: number, x1: number, y1: number): number {
  let red = 0;
  let all = 0;
  for (let y = Math.ceil(y0); y < Math.floor(y1); y += 1)
    for (let x = Math.ceil(x0); x < Math.floor(x1); x += 1) {
      const at = y * input + x;
      all += 1;
      if (isRed(planes, at)) red += 1;
    }
  return all === 0 ? 1 : red / all;
}

describe('a training picture', () => {
  it('has its boxes exactly round what was boxed on the photos, however it is moved', () => {
    let boxes = 0;
    for (let index = 0; index < 80; index += 1) {
      const tiles = index % 2 === 0;
      const { planes, boxes: shown } = draw(0, index, { tiles });
      const inBoxes = new Uint8Array(input * input);
      for (const { x, y, w, h } of shown) {
        boxes += 1;
        expect(redShare(planes, x + 1, y + 1, x + w - 1, y + h - 1)).toBeGreaterThan(0.97);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + w).toBeLessThanOrEqual(input + 1e-6);
        expect(y + h).toBeLessThanOrEqual(input + 1e-6);
        for (let row = Math.floor(y); row < Math.min(input, y + h + 1); row += 1)
          for (let column = Math.floor(x); column < Math.min(input, x + w + 1); column += 1)
            inBoxes[row * input + column] = 1;
      }
      // What is red and in no box is a sliver at an edge, too little to be taught.
      if (tiles) continue;
      let outside = 0;
      for (let at = 0; at < input * input; at += 1)
        if (inBoxes[at] === 0 && isRed(planes, at)) outside += 1;
      expect(outside / (input * input)).toBeLessThan(0.03);
    }
    expect(boxes).toBeGreaterThan(60);
  });

  it('is the same for the same seed, step and place, and another for any other', () => {
    expect(draw(3, 1).planes).toEqual(draw(3, 1).planes);
    expect(draw(3, 1).planes).not.toEqual(draw(4, 1).planes);
    expect(draw(3, 1).planes).not.toEqual(draw(3, 1, { seed: 6 }).planes);
  });

  it('shows one whole photo once mosaics are over', () => {
    const { picture } = draw(0, 0, { tiles: false }, false);
    expect(picture.pieces).toHaveLength(1);
    expect(picture.pieces[0]).toMatchObject({ photo: 0, window: { x: 0, y: 0, w: 1, h: 1 } });
  });

  it('shows windows of large photos only where tiles are on, and always within the photo', () => {
    const windows = (tiles: boolean) =>
      Array.from({ length: 40 }, (_, index) => draw(0, index, { tiles }).picture.pieces)
        .flat()
        .filter(({ window }) => window.w < 1 || window.h < 1);
    expect(windows(false)).toEqual([]);
    expect(windows(true).length).toBeGreaterThan(30);
    for (const { window } of windows(true)) {
      expect(window.x).toBeGreaterThanOrEqual(0);
      expect(window.y).toBeGreaterThanOrEqual(0);
      expect(window.x + window.w).toBeLessThanOrEqual(1 + 1e-9);
      expect(window.y + window.h).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('is grey of 114 where no photo lies', () => {
    const { planes, picture } = draw(0, 1, { tiles: false }, false);
    // The upright photo leaves a bar beside it.
    expect(picture.pieces[0]?.place.w).toBeLessThan(picture.pieces[0]?.place.h ?? 0);
    const corner = [planes[0], planes[input * input], planes[2 * input * input]];
    for (const value of corner) expect(value).toBeCloseTo((114 / 255) * picture.value, 5);
  });
});

it('every photo comes once an epoch, in another order each', () => {
  const first = orderOfEpoch(50, 1, 0);
  expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at));
  expect(orderOfEpoch(50, 1, 1)).not.toEqual(first);
});

it('a stack halves a photo without changing its mean, and gives the copy that fits', () => {
  const pixels = Uint8Array.from({ length: 256 * 128 * 3 }, (_, at) => (at * 7) % 251);
  const stack = stackOf({ pixels, width: 256, height: 128 });
  expect(stack.map(({ width, height }) => [width, height])).toEqual([
    [256, 128],
    [128, 64],
    [64, 32],
  ]);
  const mean = ({ pixels }: Picture) =>
    pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  for (const level of stack)
    expect(mean(level)).toBeCloseTo(mean({ pixels, width: 0, height: 0 }), 0);
  expect(levelFor(stack, 1).width).toBe(256);
  expect(levelFor(stack, 2.2).width).toBe(128);
  expect(levelFor(stack, 40).width).toBe(64);
});
