import { expect, it } from 'vitest';
import { firstEncounters } from './demo-labels.ts';

it('the first part of a season is whole encounters, and 0 is none', () => {
  const photos = ['a', 'a', 'b', 'b', 'b', 'c'].map((encounter, index) => ({
    file: `${index}.jpg`,
    encounter,
    takenAt: '',
    latitude: 0,
    longitude: 0,
    boxes: [],
  }));
  const truth = { seed: 1, individuals: [], photos };
  const names = (share: number) => firstEncounters(truth, share).map(({ file }) => file[0]);
  expect(names(0)).toEqual([]);
  expect(names(0.3)).toEqual(['0', '1']);
  expect(names(0.5)).toEqual(['0', '1', '2', '3', '4']);
  expect(names(1)).toHaveLength(6);
});
