import { expect, it } from 'vitest';
import { candidatesFor } from './report-charts.ts';

const missRates = [
  { candidates: 1, missed: 0.2, n: 50 },
  { candidates: 5, missed: 0.06, n: 50 },
  { candidates: 10, missed: 0.04, n: 50 },
  { candidates: 20, missed: 0.04, n: 50 },
];

it('the fewest candidates are named that miss no more than asked', () => {
  expect(candidatesFor({ missRates }, 0.05)).toBe(10);
  expect(candidatesFor({ missRates }, 0.5)).toBe(1);
  expect(candidatesFor({ missRates }, 0.01)).toBeNull();
});
