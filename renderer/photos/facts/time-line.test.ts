import { expect, it } from 'vitest';
import { spanOf, ticksIn } from './time-line.ts';

it('a line of time reaches from the first to the last mark, before and after the shift', () => {
  const cameras = [
    { camera: 'A', chosen: [1_000_000], others: [], photos: 1 },
    { camera: null, chosen: [], others: [2_000_000], photos: 1 },
  ];
  expect(spanOf(cameras, -600_000)).toEqual([340_000, 2_060_000]);
  expect(spanOf([], 5)).toBeNull();
});

it('its marks are round times, a handful of them', () => {
  const hour = 3_600_000;
  expect(ticksIn([0.2 * hour, 5.5 * hour])).toEqual([1, 2, 3, 4, 5].map((at) => at * hour));
  expect(ticksIn([0, 900 * 24 * hour]).length).toBeLessThan(10);
});
