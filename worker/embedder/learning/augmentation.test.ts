import { describe, expect, it } from 'vitest';
import { augmentationOf, augmentedView, plainView, recipeRanges } from './augmentation.ts';
import { renderView } from '../looking/render-view.ts';

const ranges = recipeRanges;
const views = (mayFlip: boolean) =>
  Array.from({ length: 2000 }, (_, index) =>
    augmentedView(ranges, mayFlip, { seed: 3, step: 7, index }),
  );

const square = (side: number) => ({ width: side, height: side });

/** A picture of three colours beside each other, 8 × 8. */
const picture = {
  width: 8,
  height: 8,
  pixels: Uint8Array.from({ length: 192 }, (_, at) => {
    const column = Math.floor(at / 3) % 8;
    return (column < 3 ? [200, 60, 40] : column < 6 ? [30, 180, 90] : [20, 40, 160])[at % 3];
  }),
};

describe('the augmentation of a picture', () => {
  it('stays in its ranges and comes as often as its chances say', () => {
    const all = views(true);
    const share = (is: (view: (typeof all)[number]) => boolean) =>
      all.filter(is).length / all.length;
    expect(Math.max(...all.map(({ angle }) => Math.abs(angle)))).toBeLessThanOrEqual(
      (25 * Math.PI) / 180,
    );
    expect(share(({ angle }) => angle !== 0)).toBeCloseTo(0.5, 1);
    expect(share(({ flip }) => flip)).toBeCloseTo(0.5, 1);
    expect(share(({ cutouts }) => cutouts !== null)).toBeCloseTo(0.3, 1);
    for (const { hue, saturation, value, contrast, brightness } of all) {
      expect(Math.abs(hue)).toBeLessThanOrEqual(0.2);
      expect(saturation).toBeGreaterThanOrEqual(0.7);
      expect(saturation).toBeLessThanOrEqual(1.3);
      expect(Math.abs(value - 1)).toBeLessThanOrEqual(0.2 + 1e-9);
      expect(Math.abs(contrast - 1)).toBeLessThanOrEqual(0.2 + 1e-9);
      expect(Math.abs(brightness)).toBeLessThanOrEqual(0.2);
    }
    const angles = all.map(({ angle }) => angle).filter((angle) => angle !== 0);
    expect(new Set(angles).size).toBe(angles.length);
  });

  it('is gentle for weights that have seen the world: never wider than the box, and grey now and then', () => {
    const gentle = augmentationOf({ preset: 'laptop' });
    const all = Array.from({ length: 500 }, (_, index) =>
      augmentedView(gentle, false, { seed: 3, step: 7, index }),
    );
    expect(Math.max(...all.map(({ scale }) => scale))).toBeLessThanOrEqual(1);
    expect(Math.min(...all.map(({ scale }) => scale))).toBeGreaterThanOrEqual(0.85);
    expect(all.filter(({ saturation }) => saturation === 0).length / all.length).toBeCloseTo(
      0.3,
      1,
    );
    expect(all.every(({ tint }) => tint?.every((by) => Math.abs(by - 1) <= 0.08))).toBe(true);
    expect(all.every(({ hue, blur, noise }) => hue === 0 && blur === 0 && noise === null)).toBe(
      true,
    );
  });

  it('never flips where left and right are kept apart', () => {
    expect(views(false).every(({ flip }) => !flip)).toBe(true);
  });

  it('is the same for the same seed, step and place, and another for any other', () => {
    const at = { seed: 1, step: 2, index: 3 };
    expect(augmentedView(ranges, true, at)).toEqual(augmentedView(ranges, true, at));
    for (const other of [{ seed: 2 }, { step: 3 }, { index: 4 }])
      expect(augmentedView(ranges, true, { ...at, ...other })).not.toEqual(
        augmentedView(ranges, true, at),
      );
  });
});

describe('a view', () => {
  it('that does nothing is the middle of the kept picture', () => {
    const planes = renderView(picture, square(4), plainView, false);
    for (const [at, column] of [2, 3, 4, 5].entries())
      for (let channel = 0; channel < 3; channel += 1)
        expect(planes[channel * 16 + at]).toBeCloseTo(picture.pixels[column * 3 + channel] / 255);
  });

  it('mirrored or flipped is turned left to right, both together not at all', () => {
    const plain = renderView(picture, square(8), plainView, false);
    const mirrored = renderView(picture, square(8), plainView, true);
    for (let at = 0; at < 8; at += 1) expect(mirrored[at]).toBeCloseTo(plain[7 - at]);
    expect(renderView(picture, square(8), { ...plainView, flip: true }, true)).toEqual(plain);
  });

  it('with its hue turned by a third has red where green was, by two thirds back again', () => {
    const plain = renderView(picture, square(8), plainView, false);
    const turned = renderView(picture, square(8), { ...plainView, hue: 1 / 3 }, false);
    for (let at = 0; at < 8; at += 1) {
      expect(turned[64 + at]).toBeCloseTo(plain[at]);
      expect(turned[128 + at]).toBeCloseTo(plain[64 + at]);
      expect(turned[at]).toBeCloseTo(plain[128 + at]);
    }
  });

  it('of a picture that is wider than high shows its middle, and is mirrored across', () => {
    const plain = renderView(picture, { width: 8, height: 4 }, plainView, false);
    const mirrored = renderView(picture, { width: 8, height: 4 }, plainView, true);
    expect(plain).toHaveLength(3 * 32);
    for (let at = 0; at < 8; at += 1) {
      expect(plain[at]).toBeCloseTo(picture.pixels[at * 3] / 255);
      expect(mirrored[at]).toBeCloseTo(plain[7 - at]);
    }
  });

  it('with a tint has each colour by itself brighter or darker', () => {
    const plain = renderView(picture, square(8), plainView, false);
    const warm = renderView(picture, square(8), { ...plainView, tint: [1.08, 1, 0.92] }, false);
    expect(warm[0]).toBeCloseTo(plain[0] * 1.08);
    expect(warm[64]).toBeCloseTo(plain[64]);
    expect(warm[128]).toBeCloseTo(plain[128] * 0.92);
  });

  it('stretched shows more across and less down', () => {
    const wide = renderView(picture, square(4), { ...plainView, stretch: 4 }, false);
    // Twice as much across: the outermost columns show the outermost colours.
    expect(wide[0]).toBeCloseTo(200 / 255, 1);
    expect(wide[3]).toBeCloseTo(20 / 255, 1);
  });

  it('blurred has softer edges and the same mean, with noise the same noise each time', () => {
    const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;
    const spread = (values: Float32Array) =>
      Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
    const plain = renderView(picture, square(8), plainView, false);
    const soft = renderView(picture, square(8), { ...plainView, blur: 0.3 }, false);
    expect(spread(soft)).toBeLessThan(spread(plain));
    expect(mean(soft)).toBeCloseTo(mean(plain), 1);
    const noise = { deviation: 0.1, seed: 4 };
    const rough = renderView(picture, square(8), { ...plainView, noise }, false);
    expect(rough).not.toEqual(plain);
    expect(rough).toEqual(renderView(picture, square(8), { ...plainView, noise }, false));
  });

  it('without saturation is grey, with a cutout grey where it lies', () => {
    const planes = renderView(picture, square(8), { ...plainView, saturation: 0 }, false);
    for (let at = 0; at < 64; at += 1) expect(planes[at]).toBeCloseTo(planes[64 + at]);
    const cut = renderView(
      picture,
      square(8),
      { ...plainView, cutouts: [{ x: 0.25, y: 0, width: 0.5, height: 0.5, tone: 0.5 }] },
      false,
    );
    expect([1, 2, 5, 6].map((at) => cut[at] === 0.5)).toEqual([false, true, true, false]);
  });
});
