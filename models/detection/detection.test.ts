import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapOf } from '#terms/geometry.ts';
import { defaultAnchors, type Anchor } from '../nets/yolov5/presets.ts';
import { chooseAnchors, fitAnchors, reachableShare } from './anchors.ts';
import type { ScoredBox } from './boxes.ts';
import { detectionsOf, rowsOf } from './decode.ts';
import { inputFor, letterboxOf, toPhoto } from './letterbox.ts';
import { suppress } from './suppress.ts';

describe('a letterbox', () => {
  it('lays a photo in the middle and leaves bars', () => {
    expect(letterboxOf({ width: 5184, height: 3456 }, { width: 640, height: 640 })).toMatchObject({
      width: 640,
      height: 427,
      left: 0,
      top: 106,
    });
  });

  it('gives boxes back as they were, whatever the photo', () => {
    const side = fc.integer({ min: 1, max: 9000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(side, side, share, share, share, share, (width, height, a, b, c, d) => {
        const photo = { width, height };
        const [x, y] = [a * width, b * height];
        const box = { x, y, w: c * (width - x), h: d * (height - y) };
        const laid = letterboxOf(photo, { width: 320, height: 320 });
        const { scale, left, top } = laid;
        const inside = {
          x: x * scale + left,
          y: y * scale + top,
          w: box.w * scale,
          h: box.h * scale,
        };
        expect(inside.x).toBeGreaterThanOrEqual(laid.left);
        expect(inside.x + inside.w).toBeLessThanOrEqual(320 - laid.left + 0.5);
        const back = toPhoto(laid, inside, photo);
        for (const part of ['x', 'y', 'w', 'h'] as const)
          expect(Math.abs(back[part] - box[part])).toBeLessThan(1e-6 * Math.max(width, height));
      }),
    );
  });

  it('cuts boxes at the edges of the photo and refuses a photo without pixels', () => {
    const photo = { width: 100, height: 50 };
    const laid = letterboxOf(photo, { width: 64, height: 64 });
    const cut = toPhoto(laid, { x: -10, y: 0, w: 100, h: 64 }, photo);
    expect(cut).toEqual({ x: 0, y: 0, w: 100, h: 50 });
    expect(() => letterboxOf({ width: 0, height: 5 }, { width: 64, height: 64 })).toThrow('0×5');
  });

  it('needs no more bar than a multiple of 32 asks for', () => {
    expect(inputFor({ width: 5184, height: 3456 }, 640)).toEqual({ width: 640, height: 448 });
    expect(inputFor({ width: 3000, height: 1000 }, 640)).toEqual({ width: 640, height: 224 });
    expect(inputFor({ width: 10, height: 4000 }, 320)).toEqual({ width: 32, height: 320 });
  });
});

describe('rows of proposals', () => {
  const rows = Float32Array.of(50, 40, 20, 10, 0.8, 0.9, 0.5, 10, 10, 4, 4, 0.1, 1, 1);

  it('become corners with the likeliest class, from a confidence on', () => {
    const [found, ...more] = detectionsOf(rows, { classes: 2, confidence: 0.25 });
    expect(more).toEqual([]);
    expect(found).toMatchObject({ label: 0, x: 40, y: 35, w: 20, h: 10 });
    expect(found?.confidence).toBeCloseTo(0.72, 6);
  });

  it('give every class that reaches it where that is asked for', () => {
    const found = detectionsOf(rows, { classes: 2, confidence: 0.25, everyClass: true });
    expect(found.map(({ label }) => label)).toEqual([0, 1]);
  });

  it('of one class are judged by whether anything is there', () => {
    const one = Float32Array.of(5, 5, 2, 2, 0.6, 0.01);
    expect(detectionsOf(one, { classes: 1, confidence: 0.25 })[0]?.confidence).toBeCloseTo(0.6, 6);
  });

  it('of another number of classes are refused', () => {
    expect(() => detectionsOf(rows, { classes: 3, confidence: 0.1 })).toThrow('whole rows of 8');
  });

  it('of a batch come apart by picture', () => {
    expect(rowsOf(rows, 2).map(([x]) => x)).toEqual([50, 10]);
  });
});

describe('suppression', () => {
  const at = (x: number, confidence: number, label = 0): ScoredBox => ({
    label,
    confidence,
    x,
    y: 0,
    w: 10,
    h: 10,
  });

  it('keeps the surest of those that cover each other, class by class', () => {
    const kept = suppress([at(0, 0.5), at(1, 0.9), at(0, 0.4, 1), at(30, 0.1)], { overlap: 0.45 });
    expect(kept).toEqual([at(1, 0.9), at(0, 0.4, 1), at(30, 0.1)]);
  });

  it('does not let what was suppressed suppress others', () => {
    const kept = suppress([at(0, 0.9), at(3, 0.8), at(6, 0.7)], { overlap: 0.45 });
    expect(kept.map(({ x }) => x)).toEqual([0, 6]);
  });

  it('lets out no more than asked for, and twice is the same as once', () => {
    const many = Array.from({ length: 50 }, (_, k) => at(k * 3, ((k * 7) % 50) / 50));
    const once = suppress(many, { overlap: 0.45, most: 5 });
    expect(once).toHaveLength(5);
    expect(suppress(once, { overlap: 0.45 })).toEqual(once);
  });

  it('measures overlap as shared over joint area', () => {
    expect(overlapOf(at(0, 1), at(5, 1))).toBeCloseTo(50 / 150, 12);
    expect(overlapOf(at(0, 1), at(10, 1))).toBe(0);
    expect(overlapOf({ x: 0, y: 0, w: 0, h: 0 }, { x: 0, y: 0, w: 0, h: 0 })).toBe(0);
  });
});

describe('anchors', () => {
  /** Small wide boxes, as of fins and backs at sea; some far below any anchor's reach. */
  const boxes = Array.from({ length: 200 }, (_, at): Anchor => [
    3 + (at % 20),
    1.2 + ((at * 7) % 11) / 4,
  ]);

  it('stay where they reach the boxes', () => {
    const choice = chooseAnchors([
      [20, 20],
      [100, 60],
      [300, 200],
    ]);
    expect(choice).toEqual({ anchors: defaultAnchors, reachable: 1, refitted: false });
  });

  it('are fitted where they do not, small ones on the finest map', () => {
    const choice = chooseAnchors(boxes);
    expect(reachableShare(boxes, defaultAnchors)).toBeLessThan(0.9);
    expect(choice.refitted).toBe(true);
    expect(choice.reachable).toBe(1);
    expect(choice.reachable).toBe(reachableShare(boxes, choice.anchors));
    expect(choice.anchors.map((map) => map.length)).toEqual([3, 3, 3]);
    const areas = choice.anchors.flat().map(([w, h]) => w * h);
    expect(areas).toEqual(areas.toSorted((a, b) => a - b));
  });

  it('find nine clear groups, the same every time', () => {
    const centres = [10, 20, 40, 80, 160]
      .flatMap((w): Anchor[] => [
        [w, w],
        [w, w / 3],
      ])
      .slice(0, 9);
    const around = centres.flatMap(([w, h]) =>
      [0.97, 1, 1.03].map((by): Anchor => [w * by, h / by]),
    );
    const fitted = fitAnchors(around);
    expect(fitted).toEqual(fitAnchors(around));
    for (const [w, h] of centres)
      expect(
        fitted.flat().some(([a, b]) => Math.abs(a - w) < 0.2 && Math.abs(b - h) < 0.2),
        `${w}×${h}`,
      ).toBe(true);
  });

  it('stay where there are too few boxes to fit nine, or none', () => {
    expect(chooseAnchors([[2, 2]])).toMatchObject({ refitted: false, reachable: 0 });
    expect(chooseAnchors([[0, 5]])).toMatchObject({ refitted: false, reachable: 1 });
  });
});
