import { expect, it } from 'vitest';
import { overlapOf } from '#terms/geometry.ts';
import type { TruthBox } from '#terms/demo.ts';
import { finsOf } from './truth.ts';
import { map5 } from './person.ts';

const fin = (x: number): TruthBox => ({
  class: 'dorsal fin',
  x,
  y: 0,
  w: 0.1,
  h: 0.1,
  individual: `at ${x}`,
  side: 'left',
  angle: 3,
  exposure: 3,
  focus: 3,
  visible: 3,
});

it('two boxes that share half of each overlap by a third', () => {
  expect(overlapOf({ x: 0, y: 0, w: 2, h: 1 }, { x: 1, y: 0, w: 2, h: 1 })).toBeCloseTo(1 / 3);
  expect(overlapOf(fin(0), fin(0.1))).toBe(0);
});

it('a fin is found once, by the surest box; the second box on it is a false alarm', () => {
  const fins = [fin(0), fin(0.5)];
  const boxes = [
    { ...fin(0.01), confidence: 0.4 },
    { ...fin(0), confidence: 0.9 },
    { ...fin(0.8), confidence: 0.8 },
  ];
  expect(finsOf(boxes, fins).map((found) => found?.individual ?? null)).toEqual([
    null,
    'at 0',
    null,
  ]);
});

it('MAP@5 counts one over the rank, and nothing beyond the fifth', () => {
  expect(map5([1, 2, 5, 6, null])).toBeCloseTo((1 + 1 / 2 + 1 / 5) / 5);
  expect(map5([])).toBe(0);
});
