import { expect, it } from 'vitest';
import { groupName } from './group-encounters.ts';

const startsMs = Date.UTC(2026, 5, 7, 10, 42);

it.each([
  ['season/Chanonry', '2026-06-07 10:42 Chanonry'],
  ['2026-06-07 Chanonry', '2026-06-07 10:42 Chanonry'],
  ['20260607_Chanonry', '2026-06-07 10:42 Chanonry'],
  ['Chanonry 2026_06_07', '2026-06-07 10:42 Chanonry'],
  ['2026-06-06 Chanonry', '2026-06-07 10:42 2026-06-06 Chanonry'],
  ['120260607 Chanonry', '2026-06-07 10:42 120260607 Chanonry'],
  ['2026-06-07', '2026-06-07 10:42'],
  ['100_0607', '2026-06-07 10:42'],
  ['', '2026-06-07 10:42'],
])('photos in the folder "%s" are called "%s"', (folder, name) => {
  expect(groupName({ folder, startsMs, photoIds: [1] })).toBe(name);
});

it('photos without a date are called after their folder', () => {
  expect(groupName({ folder: 'a/Spey Bay', startsMs: null, photoIds: [1] })).toBe(
    'No date Spey Bay',
  );
});
