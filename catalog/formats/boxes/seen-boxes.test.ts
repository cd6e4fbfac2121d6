import fc from 'fast-check';
import { expect, it } from 'vitest';
import { oneBox, overlapOf, type Rectangle } from '#terms/geometry.ts';
import { SeenBoxes } from './seen-boxes.ts';

const side = fc.double({ min: 0.001, max: 1, noNaN: true });
const place = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc.record({ x: place, y: place, w: side, h: side });
const nudge = fc.double({ min: -0.05, max: 0.05, noNaN: true });

const fin = (rectangle: Rectangle) => ({ ...rectangle, className: 'fin' });

it('finds exactly the boxes that a look at every pair would find', () => {
  const nudged = fc.tuple(box, fc.tuple(nudge, nudge, nudge, nudge)).map(([one, by]) => ({
    one,
    other: {
      x: one.x + by[0] * one.w,
      y: one.y + by[1] * one.h,
      w: one.w * (1 + by[2]),
      h: one.h * (1 + by[3]),
    },
  }));
  fc.assert(
    fc.property(fc.oneof(nudged, fc.record({ one: box, other: box })), ({ one, other }) => {
      expect(new SeenBoxes([fin(one)]).has(fin(other))).toBe(overlapOf(one, other) > oneBox);
    }),
    { numRuns: 2000 },
  );
});

it('keeps classes apart', () => {
  const one = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 };
  expect(new SeenBoxes([fin(one)]).has({ ...one, className: 'body' })).toBe(false);
});

it('takes tens of thousands of boxes on one photo in moments', () => {
  const seen = new SeenBoxes();
  const before = process.cpuUsage();
  for (let at = 0; at < 20_000; at += 1) {
    const one = fin({ x: (at % 200) / 210, y: Math.floor(at / 200) / 110, w: 0.004, h: 0.008 });
    expect(seen.has(one)).toBe(false);
    seen.add(one);
  }
  // Of the processor, not of the clock: a look at every pair takes over a minute of either.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
});
