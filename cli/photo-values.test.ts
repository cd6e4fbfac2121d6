import { expect, it } from 'vitest';
import { clockShift, day, degrees, timeOfDay, zoneMinutes } from './photo-values.ts';

it('a shift of a clock is written with a sign, in days, hours, minutes and seconds', () => {
  expect(
    ['+1:00:00', '-0:03:20', '1:00', '+2d', '-1d 3:00:00', '−0:00:40'].map(clockShift),
  ).toEqual([3600, -200, 3600, 172_800, -97_200, -40]);
  for (const wrong of ['', '+', '5', '1h', '1:2', 'x1:00'])
    expect(() => clockShift(wrong)).toThrow('Write it as');
});

it('zones, days, times and positions are read, and what is none is refused', () => {
  expect(['+01:00', '-3', '+0545', 'Z'].map(zoneMinutes)).toEqual([60, -180, 345, 0]);
  expect(() => zoneMinutes('+15:00')).toThrow('hours from UTC');
  expect(day('2026-06-07')).toBe(Date.UTC(2026, 5, 7));
  expect(() => day('2026-02-30')).toThrow('2026-06-07');
  expect(['10:22', '9:05:07'].map(timeOfDay)).toEqual([37_320, 32_707]);
  expect(() => timeOfDay('24:00')).toThrow('10:22');
  expect(degrees('57.58,-4.09')).toEqual({ latitude: 57.58, longitude: -4.09 });
  for (const wrong of ['57.58', '91,0', '57,58,1', 'a,b', ',4'])
    expect(() => degrees(wrong)).toThrow('degrees north and east');
});
