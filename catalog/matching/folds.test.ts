import { expect, it } from 'vitest';
import { dealFolds } from './folds.ts';

const animals = Array.from({ length: 200 }, (_, at) => at % 57);
const known = animals.map((animal) => animal % 3 !== 0);

it('keeps the photos of an animal in one fold', () => {
  const folds = dealFolds(animals, known, { seed: 1 });
  const foldOf = new Map<number, number>();
  for (const [at, animal] of animals.entries()) {
    expect(foldOf.get(animal) ?? folds[at]).toBe(folds[at]);
    foldOf.set(animal, folds[at] ?? -1);
  }
});

it('gives every fold about as many animals of each kind', () => {
  const folds = dealFolds(animals, known, { seed: 1 });
  for (const kind of [true, false]) {
    const counts = [0, 1, 2, 3, 4].map(
      (fold) => new Set(animals.filter((_, at) => folds[at] === fold && known[at] === kind)).size,
    );
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
});

it('deals the same for the same seed, and otherwise for another', () => {
  expect(dealFolds(animals, known, { seed: 1 })).toEqual(dealFolds(animals, known, { seed: 1 }));
  expect(dealFolds(animals, known, { seed: 2 })).not.toEqual(
    dealFolds(animals, known, { seed: 1 }),
  );
});
