import { describe, expect, it } from 'vitest';
import { averagePrecision, type Place } from './average-precision.ts';

const here: Place = [0.1, 0.1, 0.2, 0.2];
const there: Place = [0.6, 0.6, 0.2, 0.2];
const nowhere: Place = [0.4, 0, 0.1, 0.1];

describe('average precision of the benches', () => {
  it('is whole where every box is found before any false alarm', () => {
    const found = [
      { place: here, confidence: 0.9 },
      { place: there, confidence: 0.8 },
      { place: nowhere, confidence: 0.1 },
    ];
    expect(averagePrecision([{ drawn: [here, there], found }])).toBe(1);
  });

  it('counts a box that is found twice as found once', () => {
    const found = [
      { place: here, confidence: 0.9 },
      { place: here, confidence: 0.8 },
      { place: there, confidence: 0.7 },
    ];
    // Precision 1 up to a recall of one half (51 points), then 2 of 3 (50 points).
    const ap = averagePrecision([{ drawn: [here, there], found }]);
    expect(ap).toBeCloseTo((51 + (50 * 2) / 3) / 101, 10);
  });

  it('loses what is never found', () => {
    const found = [{ place: here, confidence: 0.5 }];
    expect(averagePrecision([{ drawn: [here, there], found }])).toBeCloseTo(51 / 101, 10);
  });
});
