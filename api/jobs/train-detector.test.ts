import { expect, it } from 'vitest';
import { choice } from './train-detector.ts';

const metrics = {
  map50: 0.88,
  map5095: 0.6,
  precision: 1,
  recall: 0.8,
  confidence: 0.5,
  photos: 11,
};
const isChosen = (result: Parameters<typeof choice>[0], chosenId: number | null) =>
  choice(result, chosenId === null ? undefined : { id: chosenId }, 'The other').isChosen;
const against = (map50: number, ahead: number) => ({
  metrics,
  rival: { modelId: 2, map50, ahead },
});

it('a detector is put in use unless the one in use is surely better on the same photos', () => {
  expect(isChosen(against(0.8, 0.1), 2)).toBe(true);
  expect(isChosen(against(0.88, 0), 2)).toBe(true);
  expect(isChosen(against(0.89, 0.55), 2)).toBe(true);
  expect(isChosen(against(0.95, 0.97), 2)).toBe(false);
});

it('before anything was chosen it is held against the starter, and else only against what is in use now', () => {
  expect(isChosen(against(0.89, 0.55), null)).toBe(true);
  expect(isChosen(against(0.95, 0.97), null)).toBe(false);
  expect(isChosen({ metrics, rival: null }, null)).toBe(true);
  expect(isChosen({ metrics, rival: null }, 2)).toBe(false);
  // Another was put in use while this one was judged.
  expect(isChosen(against(0.5, 0), 3)).toBe(false);
});
