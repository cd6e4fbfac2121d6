import { expect, it } from 'vitest';
import { plainView } from './augmentation.ts';
import { bendAt } from './bend.ts';
import { renderView } from '../looking/render-view.ts';

const edge = 64;
/** A dark triangle on light water, as bytes. */
const fin = {
  edge,
  pixels: Uint8Array.from({ length: 3 * edge * edge }, (_, at) => {
    const [row, column] = [Math.floor(at / 3 / edge), Math.floor(at / 3) % edge];
    return row > 12 && Math.abs(column - edge / 2) < (row - 12) / 2 ? 30 : 200;
  }),
};

it('a bend moves points by less than half of what is seen, and always alike', () => {
  for (const bend of [1, 2, 7]) {
    let furthest = 0;
    for (let x = -1.5; x <= 1.5; x += 0.1)
      for (let y = -1.5; y <= 1.5; y += 0.1) {
        const [dx, dy] = bendAt(bend, x, y);
        furthest = Math.max(furthest, Math.hypot(dx, dy));
        expect(bendAt(bend, x, y)).toEqual([dx, dy]);
      }
    expect(furthest).toBeGreaterThan(0.05);
    expect(furthest).toBeLessThan(1);
  }
  expect(bendAt(1, 0.3, 0.2)).not.toEqual(bendAt(2, 0.3, 0.2));
});

it('two bends make two outlines of one fin, and a bend of none is the fin itself', () => {
  const seen = (bend: number) => renderView(fin, 48, { ...plainView, bend }, false);
  const apart = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
  const [plain, first, second] = [seen(0), seen(1), seen(2)];
  expect(plain).toEqual(renderView(fin, 48, plainView, false));
  expect(apart(plain, first)).toBeGreaterThan(0.01);
  expect(apart(first, second)).toBeGreaterThan(0.01);
});

it('a right side that is shown as a left one is bent as the left one is', () => {
  const row = (at: number, byte: number) => Math.floor(at / 3 / edge) * edge * 3 + byte;
  const turned = {
    edge,
    pixels: Uint8Array.from(fin.pixels, (_, at) => {
      const column = Math.floor(at / 3) % edge;
      return fin.pixels[row(at, 3 * (edge - 1 - column) + (at % 3))] ?? 0;
    }),
  };
  const view = { ...plainView, bend: 3 };
  const left = renderView(fin, 48, view, false);
  const right = renderView(turned, 48, view, true);
  for (const [at, value] of left.entries()) expect(right[at]).toBeCloseTo(value, 5);
});
