import { describe, expect, it } from 'vitest';
import { averageDecayAt, learningRateAt, type Schedule } from './schedule.ts';

const rates = (schedule: Schedule) =>
  Array.from({ length: schedule.totalSteps }, (_, step) => learningRateAt(schedule, step));

describe('a learning-rate schedule', () => {
  it('climbs evenly to the peak and falls as half a cosine to its floor', () => {
    const seen = rates({ curve: 'cosine', peak: 0.4, floor: 0.1, warmupSteps: 4, totalSteps: 9 });
    const expected = [0.1, 0.2, 0.3, 0.4, 0.4, 0.34727, 0.22, 0.09272, 0.04];
    for (const [step, rate] of seen.entries()) expect(rate).toBeCloseTo(expected[step] ?? NaN, 4);
  });

  it('falls straight', () => {
    const seen = rates({ curve: 'linear', peak: 1, floor: 0.01, totalSteps: 4 });
    for (const [step, rate] of seen.entries()) expect(rate).toBeCloseTo(1 - 0.33 * step, 12);
  });

  it('stays, and keeps the last rate beyond the end', () => {
    expect(rates({ curve: 'constant', peak: 0.3, totalSteps: 3 })).toEqual([0.3, 0.3, 0.3]);
    expect(learningRateAt({ curve: 'cosine', peak: 1, floor: 0.2, totalSteps: 3 }, 99)).toBeCloseTo(
      0.2,
      12,
    );
  });

  it('can start its warm-up above zero', () => {
    const seen = rates({
      curve: 'constant',
      peak: 1,
      warmupSteps: 2,
      warmupStart: 0.5,
      totalSteps: 3,
    });
    expect(seen).toEqual([0.75, 1, 1]);
  });

  it('begins anew at half the height after each restart, in equal parts', () => {
    const seen = rates({ curve: 'cosine', peak: 1, warmupSteps: 1, totalSteps: 11, restarts: 1 });
    expect(seen[0]).toBe(1);
    expect(seen[1]).toBe(1);
    expect(seen[5]).toBeCloseTo(0, 9);
    expect(seen[6]).toBe(0.5);
    expect(seen[10]).toBeCloseTo(0, 9);
    expect(seen[3]).toBeCloseTo(2 * (seen[8] ?? NaN), 9);
  });

  it.each([
    [{ restarts: 0.5 }, /0.5 restarts/],
    [{ peak: -1 }, /peak rate of -1/],
    [{ totalSteps: 0 }, /0 steps/],
    [{ warmupSteps: 11 }, /11 warm-up steps; it must be 0 to 10/],
    [{ floor: 2 }, /floor of 2/],
    [{ warmupStart: NaN }, /warm-up from NaN/],
  ])('refuses %o', (change, message) => {
    const schedule: Schedule = { curve: 'linear', peak: 1, totalSteps: 10, ...change };
    expect(() => learningRateAt(schedule, 0)).toThrow(message);
  });
});

describe('the decay of the moving average', () => {
  it('rises from almost nothing to its limit', () => {
    expect(averageDecayAt(0, 0.9999)).toBeLessThan(0.001);
    expect(averageDecayAt(1e6, 0.9999)).toBeCloseTo(0.9999, 9);
    expect(averageDecayAt(0, 0.99, 0)).toBe(0.99);
  });
});
