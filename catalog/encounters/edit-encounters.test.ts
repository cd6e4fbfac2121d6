import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignToEncounter, editEncounter, mergeEncounters } from './edit-encounters.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { listEncounters } from '../queries/encounters.ts';
import { photoIds } from '../queries/photos.ts';
import { groupIntoEncounters } from './group-encounters.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

const minutes = (count: number) => Date.UTC(2026, 5, 7, 10, 0) + count * 60_000;
const byTaken = { by: 'taken', descending: false } as const;

describe('encounters', () => {
  const store = () =>
    storePhotos(catalogue, [
      madeFile('day/a.jpg', { takenMs: minutes(0) }),
      madeFile('day/b.jpg', { takenMs: minutes(30) }),
      madeFile('day/c.jpg', { takenMs: minutes(200) }),
      madeFile('other/d.jpg', { takenMs: minutes(31) }),
      madeFile('other/e.jpg', { takenMs: null }),
      madeFile('other/f.jpg', { takenMs: 0 }),
    ]);
  const sizes = () => listEncounters(catalogue).map(({ name, photos }) => `${name}: ${photos}`);

  it('are cut where the folder changes or the gap is long; photos without a date stay together', () => {
    store();
    expect(groupIntoEncounters(catalogue, 'all', 60, { now: 1 })).toEqual({
      encounters: 4,
      photosMoved: 6,
    });
    expect(sizes()).toEqual([
      'No date other: 2',
      '2026-06-07 10:00 day: 2',
      '2026-06-07 10:31 other: 1',
      '2026-06-07 13:20 day: 1',
    ]);
  });

  it('grouped again with the same gap stay as they are, and a dry run moves nothing', () => {
    store();
    groupIntoEncounters(catalogue, 'all', 60, { now: 1 });
    const before = listEncounters(catalogue);
    expect(groupIntoEncounters(catalogue, 'all', 60, { now: 2 }).photosMoved).toBe(0);
    expect(groupIntoEncounters(catalogue, 'all', 600, { dryRun: true, now: 2 })).toEqual({
      encounters: 3,
      photosMoved: 1,
    });
    expect(listEncounters(catalogue)).toEqual(before);
  });

  it('take in photos that come later and are near', () => {
    store();
    groupIntoEncounters(catalogue, 'all', 60, { now: 1 });
    storePhotos(catalogue, [madeFile('day/late.jpg', { takenMs: minutes(45) })]);
    expect(groupIntoEncounters(catalogue, 'ungrouped', 60, { now: 2 })).toEqual({
      encounters: 1,
      photosMoved: 1,
    });
    expect(sizes()).toContain('2026-06-07 10:00 day: 3');
  });

  it('of a person are left alone by regrouping', () => {
    store();
    const [first, , third] = photoIds(catalogue, {}, byTaken);
    const mine = assignToEncounter(catalogue, [first, third], null, 'Pod at the point', 3);
    groupIntoEncounters(catalogue, 'all', 60, { now: 4 });
    expect(listEncounters(catalogue).find(({ id }) => id === mine.id)).toMatchObject({
      name: 'Pod at the point',
      photos: 2,
    });
  });

  it('keep what was written about them when they are merged, and when they are emptied', () => {
    store();
    groupIntoEncounters(catalogue, 'all', 60, { now: 1 });
    const [a, b] = listEncounters(catalogue);
    editEncounter(catalogue, a.id, { place: 'Chanonry', notes: 'two calves' });
    editEncounter(catalogue, b.id, { notes: 'rain' });
    expect(mergeEncounters(catalogue, [a.id], b.id)).toMatchObject({
      place: 'Chanonry',
      notes: 'rain\ntwo calves',
    });
    const photos = photoIds(catalogue, {}, byTaken);
    assignToEncounter(catalogue, photos, null, 'All of them', 3);
    expect(listEncounters(catalogue).find(({ id }) => id === b.id)).toMatchObject({ photos: 0 });
  });

  it('can be merged, and the emptied one goes', () => {
    store();
    groupIntoEncounters(catalogue, 'all', 60, { now: 1 });
    const [a, b] = listEncounters(catalogue);
    const merged = mergeEncounters(catalogue, [a.id, b.id], b.id);
    expect(merged.photos).toBe(a.photos + b.photos);
    expect(listEncounters(catalogue).map(({ id }) => id)).not.toContain(a.id);
    expect(() => mergeEncounters(catalogue, [b.id, 99], b.id)).toThrow(/no encounter 99/);
  });
});
