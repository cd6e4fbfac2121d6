import { expect, it } from 'vitest';
import type { Mark } from './compare-photos.ts';
import { inWindow, placeLabels, wholePhoto, windowOf } from './mark-labels.ts';

const mark = (x: number, y: number, size = 0.05): Mark => ({
  what: 'found',
  className: 'dorsal fin',
  confidence: 0.5,
  boxId: 1,
  x,
  y,
  w: size,
  h: size,
});

it('looks closely at the marks, never beyond the edge, and at all of a photo without any', () => {
  const marks = [mark(0.9, 0.02), mark(0.7, 0.1)];
  const near = windowOf(marks);
  expect(near.size).toBeCloseTo(0.5);
  for (const seen of marks.map((each) => inWindow(each, near))) {
    expect(seen.x).toBeGreaterThanOrEqual(0);
    expect(seen.x + seen.w).toBeLessThanOrEqual(1);
    expect(seen.y).toBeGreaterThanOrEqual(0);
  }
  expect(windowOf([mark(0.5, 0.5)]).size).toBeCloseTo(0.2);
  expect(windowOf([])).toEqual(wholePhoto);
  expect(inWindow(mark(0.3, 0.4), wholePhoto)).toEqual(mark(0.3, 0.4));
});

it('puts two labels of one place apart, and none beyond the edge', () => {
  expect(placeLabels([mark(0.4, 0.5), mark(0.42, 0.5)], ['0.75', 'false 0.40'])).toEqual([
    'above',
    'below',
  ]);
  expect(placeLabels([mark(0.1, 0.01)], ['0.75'])).toEqual(['below']);
  expect(placeLabels([mark(0.95, 0.5)], ['0.75'])).toEqual(['above-right']);
});
