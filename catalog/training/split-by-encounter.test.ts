import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitByEncounter } from './split-by-encounter.ts';

const photo = (photoId: number, encounterId: number | null, boxes = 1) => ({
  photoId,
  encounterId,
  sha256: `sha ${photoId}`,
  boxes: Array.from({ length: boxes }),
});

const many = (encounters: number, each: number) =>
  Array.from({ length: encounters * each }, (_, at) => photo(at, Math.floor(at / each)));

it('never shows an encounter on both sides, and has boxes on each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 2 })), {
        minLength: 2,
        maxLength: 60,
      }),
      fc.integer({ min: 0, max: 99 }),
      (rows, seed) => {
        const photos = rows.map(([encounter, boxes], at) => photo(at, encounter, boxes));
        const { train, validation, withinEncounter } = splitByEncounter(photos, 0.2, seed);
        expect(train.length + validation.length).toBe(photos.length);
        const boxed = photos.filter(({ boxes }) => boxes.length > 0);
        if (boxed.length >= 2) {
          expect(train.some(({ boxes }) => boxes.length > 0)).toBe(true);
          expect(validation.some(({ boxes }) => boxes.length > 0)).toBe(true);
        }
        if (withinEncounter) return;
        const learned = new Set(train.map(({ encounterId }) => encounterId));
        for (const { encounterId } of validation) expect(learned).not.toContain(encounterId);
      },
    ),
  );
});

it('keeps about the share asked for, whichever way the seed falls', () => {
  for (const seed of [0, 1, 2, 3, 4]) {
    const { validation } = splitByEncounter(many(20, 12), 0.2, seed);
    expect(validation.length / 240).toBeGreaterThanOrEqual(0.2);
    expect(validation.length / 240).toBeLessThanOrEqual(0.3);
  }
});

it('is the same for the same seed, another for another, and in any order of the photos', () => {
  const ids = (seed: number, photos = many(20, 12)) =>
    splitByEncounter(photos, 0.2, seed)
      .validation.map(({ photoId }) => photoId)
      .sort((a, b) => a - b);
  expect(ids(3)).toEqual(ids(3, many(20, 12).toReversed()));
  expect(ids(3)).not.toEqual(ids(4));
});

it('splits photo by photo where only one encounter has boxes, and says so', () => {
  const { train, validation, withinEncounter } = splitByEncounter(many(1, 20), 0.2, 0);
  expect(withinEncounter).toBe(true);
  expect([train.length, validation.length]).toEqual([16, 4]);
});

it('never gives one huge encounter away for judging', () => {
  const photos = [...many(1, 100), ...Array.from({ length: 10 }, (_, at) => photo(200 + at, 50))];
  for (const seed of [0, 1, 2, 3])
    expect(splitByEncounter(photos, 0.2, seed).train).toHaveLength(100);
});
