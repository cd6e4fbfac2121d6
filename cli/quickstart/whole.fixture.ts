import { expect } from 'vitest';
import { wholeness } from './interrupted.fixture.ts';

/** Everything that the truth of the demo says is in the catalogue once, and nothing else. */
export async function expectWhole(folder: string): Promise<void> {
  const { named, namedInTruth, photos, photosOfTruth, ...rest } = await wholeness(folder);
  expect(photos).toBe(photosOfTruth);
  expect(named).toEqual(namedInTruth);
  expect(rest).toEqual({
    unchecked: 0,
    decidedTwice: 0,
    detectors: 1,
    embedders: 2,
    unfinished: 0,
    rounds: 1,
    vectorsTwice: 0,
    problems: [],
    exports: ['capture histories.inp', 'darwin core.zip', 'networks', 'sightings.csv'],
  });
}
