import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '#terms/geometry.ts';
import {
  alignByPoints,
  matrixOf,
  onPhoto,
  onStage,
  placeBox,
  startView,
  zoomed,
} from './picture-view.ts';

const stage = { width: 600, height: 400 };
const point = fc.record({
  x: fc.double({ min: 0, max: 4000, noNaN: true }),
  y: fc.double({ min: 0, max: 3000, noNaN: true }),
});
const near = (a: Point, b: Point) => {
  expect(a.x).toBeCloseTo(b.x, 4);
  expect(a.y).toBeCloseTo(b.y, 4);
};

describe('a fin on its stage', () => {
  it('stands in the middle with room around it, and a flip leaves it there', () => {
    const placing = placeBox({ x: 1000, y: 800, width: 400, height: 200 }, stage);
    for (const flipped of [false, true]) {
      const matrix = matrixOf(placing, { ...startView, flipped }, stage);
      near(onStage(matrix, { x: 1200, y: 900 }), { x: 300, y: 200 });
    }
    const left = onStage(matrixOf(placing, startView, stage), { x: 1000, y: 900 });
    const mirrored = onStage(matrixOf(placing, { ...startView, flipped: true }, stage), {
      x: 1000,
      y: 900,
    });
    expect(left.x).toBeGreaterThan(0);
    expect(mirrored.x).toBeCloseTo(600 - left.x, 6);
  });

  it('is zoomed about the point under the pointer', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 0.5, max: 2, noNaN: true }), (at, factor) => {
        const placing = placeBox({ x: 100, y: 50, width: 300, height: 300 }, stage);
        const before = { ...startView, pan: { x: 12, y: -7 }, flipped: true };
        const there = onStage(matrixOf(placing, before, stage), at);
        const from = { x: there.x - stage.width / 2, y: there.y - stage.height / 2 };
        near(onStage(matrixOf(placing, zoomed(before, factor, from), stage), at), there);
      }),
    );
  });

  it('tells which pixel of the photo is under a point of the stage', () => {
    fc.assert(
      fc.property(point, fc.double({ min: -3, max: 3, noNaN: true }), (at, turn) => {
        const placing = { anchor: { x: 10, y: 20 }, scale: 0.7, turn };
        const matrix = matrixOf(placing, { ...startView, zoom: 2, flipped: true }, stage);
        near(onPhoto(matrix, onStage(matrix, at)), at);
      }),
    );
  });
});

describe('two pictures aligned by two points', () => {
  it('show both marks at the same place, whichever is mirrored', () => {
    const flips = fc.record({ query: fc.boolean(), candidate: fc.boolean() });
    fc.assert(
      fc.property(point, point, point, point, flips, (q1, q2, c1, c2, flipped) => {
        fc.pre(Math.hypot(q1.x - q2.x, q1.y - q2.y) > 10);
        fc.pre(Math.hypot(c1.x - c2.x, c1.y - c2.y) > 10);
        const placed = alignByPoints({ query: [q1, q2], candidate: [c1, c2] }, 0.2, flipped);
        const query = matrixOf(placed.query, { ...startView, flipped: flipped.query }, stage);
        const candidate = matrixOf(
          placed.candidate,
          { ...startView, flipped: flipped.candidate },
          stage,
        );
        near(onStage(query, q1), onStage(candidate, c1));
        near(onStage(query, q2), onStage(candidate, c2));
      }),
    );
  });
});
