import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  assignToEncounter,
  editEncounter,
  mergeEncounters,
} from '../encounters/edit-encounters.ts';
import { setChecked, setSpecies } from '../photos/mark-photos.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';
import { listEncounters } from '../queries/encounters.ts';
import {
  countPhotos,
  getPhoto,
  listPhotos,
  photoFacets,
  photoIds,
  unreadableFiles,
} from '../queries/photos.ts';
import { groupIntoEncounters } from '../encounters/group-encounters.ts';
import { markMissing, relink } from './relink.ts';
import { knownFiles, storeImportedFiles } from './store-photos.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

const minutes = (count: number) => Date.UTC(2026, 5, 7, 10, 0) + count * 60_000;
const byTaken = { by: 'taken', descending: false } as const;

describe('storing an import', () => {
  it('twice adds nothing', () => {
    const files = [madeFile('a.jpg'), madeFile('b.jpg')];
    expect(storePhotos(catalogue, files)).toMatchObject({ added: 2, alreadyThere: 0 });
    expect(storePhotos(catalogue, files)).toMatchObject({ added: 0, alreadyThere: 2 });
    expect(countPhotos(catalogue, {})).toBe(2);
  });

  it('keeps one photo of two files with the same bytes, and knows both places', () => {
    const twins = [
      madeFile('a.jpg', { content: 'x' }),
      madeFile('copy of a.jpg', { content: 'x' }),
    ];
    expect(storePhotos(catalogue, twins)).toMatchObject({ added: 1, duplicates: 1 });
    expect(storePhotos(catalogue, twins)).toMatchObject({ alreadyThere: 2 });
    const [id] = photoIds(catalogue, {}, byTaken);
    expect(getPhoto(catalogue, id).copies).toEqual(['/photos/copy of a.jpg']);
    expect([...knownFiles(catalogue, '/photos').keys()].sort()).toEqual(['a.jpg', 'copy of a.jpg']);
  });

  it('finds a photo again whose file was moved', () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'x' })]);
    const [id] = photoIds(catalogue, {}, byTaken);
    const moved = madeFile('new/a.jpg', { content: 'x' });
    expect(storeImportedFiles(catalogue, [moved], 6, () => false)).toMatchObject({ relinked: 1 });
    expect(getPhoto(catalogue, id)).toMatchObject({ path: '/photos/new/a.jpg', name: 'a.jpg' });
  });

  it('keeps a photo with its boxes when its file was overwritten by another picture', () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'old' })]);
    const [id] = photoIds(catalogue, {}, byTaken);
    insertBox(
      catalogue,
      { photoId: id, classId: 1, x: 0, y: 0, w: 1, h: 1, source: 'human', state: 'accepted' },
      1,
    );
    expect(storePhotos(catalogue, [madeFile('a.jpg', { content: 'new' })])).toMatchObject({
      added: 1,
    });
    expect(getPhoto(catalogue, id)).toMatchObject({ missing: true, boxes: 1 });
    expect(countPhotos(catalogue, { missing: false })).toBe(1);
  });

  it('keeps a photo whose file was given other facts, with its boxes and what people said of it', () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'plain', picture: 'p', takenMs: 1000 })]);
    const [id] = photoIds(catalogue, {}, byTaken);
    catalogue.run(`UPDATE photos SET photographer = 'Ann', photographer_source = 'person'`);
    const tagged = madeFile('a.jpg', { content: 'tagged', picture: 'p', takenMs: 2000 });
    Object.assign(tagged.facts, {
      latitude: 57.5,
      longitude: -4,
      placeSource: 'exif',
      photographer: 'Ben',
    });
    expect(storePhotos(catalogue, [tagged])).toMatchObject({
      refreshed: 1,
      added: 0,
      displaced: 0,
    });
    expect(storePhotos(catalogue, [tagged])).toMatchObject({ alreadyThere: 1 });
    expect(getPhoto(catalogue, id)).toMatchObject({
      sha256: tagged.sha256,
      takenMs: 2000,
      latitude: 57.5,
      photographer: 'Ann',
      missing: false,
    });
    expect(countPhotos(catalogue, {})).toBe(1);
  });

  it('goes on to put a camera’s clock right when its file is read again', () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'x', picture: 'p', takenMs: 1000 })]);
    catalogue.run('UPDATE photos SET clock_shift_s = 60, taken_ms = 61000');
    const again = madeFile('a.jpg', { content: 'y', picture: 'p', takenMs: 1000 });
    expect(storePhotos(catalogue, [again])).toMatchObject({ refreshed: 1 });
    expect(getPhoto(catalogue, 1).takenMs).toBe(61_000);
  });

  it('takes a copy of the same name and picture for the same photo, but not one of another time', () => {
    storePhotos(catalogue, [
      madeFile('a/DSC_1.jpg', { content: '1', picture: 'p', takenMs: 1000 }),
    ]);
    const copy = madeFile('geotagged/dsc_1.JPG', { content: '2', picture: 'p', takenMs: 1000 });
    Object.assign(copy.facts, { latitude: 57.5, longitude: -4, placeSource: 'exif' });
    expect(storePhotos(catalogue, [copy])).toMatchObject({ duplicates: 1 });
    expect(storePhotos(catalogue, [copy])).toMatchObject({ alreadyThere: 1 });
    expect(getPhoto(catalogue, 1)).toMatchObject({
      latitude: 57.5,
      copies: ['/photos/geotagged/dsc_1.JPG'],
    });
    const others = [
      madeFile('b/DSC_1.jpg', { content: '3', picture: 'p', takenMs: 2000 }),
      madeFile('b/DSC_2.jpg', { content: '4', picture: 'p', takenMs: 1000 }),
    ];
    expect(storePhotos(catalogue, others)).toMatchObject({ added: 2 });
  });

  it('tells how many photos with boxes other pictures took the places of, and finds them when they are back', () => {
    const own = ['a.jpg', 'b.jpg'].map((name) => madeFile(name, { picture: name }));
    storePhotos(catalogue, own);
    for (const photoId of [1, 2])
      insertBox(
        catalogue,
        { photoId, classId: 1, x: 0, y: 0, w: 1, h: 1, source: 'human', state: 'accepted' },
        1,
      );
    const others = own.map(({ relPath }) =>
      madeFile(relPath, { content: `other ${relPath}`, picture: `other ${relPath}` }),
    );
    expect(storePhotos(catalogue, others)).toMatchObject({ added: 2, displaced: 2 });
    expect(storeImportedFiles(catalogue, own, 7, (_, path) => !path.includes('#'))).toMatchObject({
      relinked: 2,
    });
    expect(getPhoto(catalogue, 1)).toMatchObject({ missing: false, boxes: 1, name: 'a.jpg' });
  });

  it('keeps a RAW file beside its JPEG as one photo, whichever came first', () => {
    const beside = (relPath: string, photo: string) =>
      ({ outcome: 'beside', root: '/photos', relPath, photo, bytes: 9, mtimeMs: 1 }) as const;
    expect(
      storePhotos(catalogue, [madeFile('a.JPG'), beside('a.NEF', 'a.JPG'), madeFile('b.NEF')]),
    ).toMatchObject({ added: 2, beside: 1 });
    expect(storePhotos(catalogue, [madeFile('b.jpg')])).toMatchObject({ added: 0, beside: 1 });
    expect(getPhoto(catalogue, 1).copies).toEqual(['/photos/a.NEF']);
    expect(getPhoto(catalogue, 2)).toMatchObject({ name: 'b.NEF', copies: ['/photos/b.jpg'] });
  });

  it('counts photos without a date', () => {
    expect(
      storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg', { takenMs: 5000 })]),
    ).toMatchObject({ added: 2, undated: 1 });
  });

  it('lists unreadable files until they can be read', () => {
    const bad = {
      outcome: 'unreadable',
      root: '/photos',
      relPath: 'a.jpg',
      bytes: 0,
      mtimeMs: 1,
      reason: 'It is empty.',
      kind: null,
    } as const;
    storePhotos(catalogue, [bad]);
    storePhotos(catalogue, [bad]);
    expect(unreadableFiles(catalogue)).toMatchObject([
      { path: '/photos/a.jpg', reason: 'It is empty.' },
    ]);
    storePhotos(catalogue, [madeFile('a.jpg')]);
    expect(unreadableFiles(catalogue)).toEqual([]);
  });
});

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

describe('the list of photos', () => {
  it('filters, sorts and pages, and counts what is there', () => {
    storePhotos(catalogue, [
      madeFile('x/b.jpg', { takenMs: minutes(1) }),
      madeFile('x/a_1.jpg', { takenMs: minutes(2) }),
      madeFile('y/A%1.jpg', { takenMs: minutes(24 * 60) }),
      madeFile('y/none.jpg'),
    ]);
    const names = (filter = {}, sort: Parameters<typeof listPhotos>[2] = byTaken) =>
      listPhotos(catalogue, filter, sort, 0, 10).rows.map(({ name }) => name);
    expect(names()).toEqual(['none.jpg', 'b.jpg', 'a_1.jpg', 'A%1.jpg']);
    expect(names({}, { by: 'name', descending: true })).toEqual([
      'none.jpg',
      'b.jpg',
      'a_1.jpg',
      'A%1.jpg',
    ]);
    expect(names({ text: 'a_' })).toEqual(['a_1.jpg']);
    expect(names({ text: 'A%' })).toEqual(['A%1.jpg']);
    expect(names({ takenFrom: minutes(2), takenTo: minutes(3) })).toEqual(['a_1.jpg']);
    expect(listPhotos(catalogue, {}, byTaken, 1, 2)).toMatchObject({
      total: 4,
      rows: [{ name: 'b.jpg' }, { name: 'a_1.jpg' }],
    });

    const [, second, third] = photoIds(catalogue, {}, byTaken);
    setChecked(catalogue, [second], true, null, 9);
    setSpecies(catalogue, [second, third], 'Tursiops truncatus');
    insertBox(
      catalogue,
      {
        photoId: third,
        classId: 1,
        x: 0.1,
        y: 0.1,
        w: 0.2,
        h: 0.2,
        source: 'model',
        state: 'proposed',
      },
      1,
    );
    expect(names({ checked: true })).toEqual(['b.jpg']);
    expect(names({ boxes: 'proposed' })).toEqual(['a_1.jpg']);
    expect(names({ boxes: 'none', species: 'Tursiops truncatus' })).toEqual(['b.jpg']);
    expect(photoFacets(catalogue)).toEqual({
      total: 4,
      checked: 1,
      withoutBoxes: 3,
      named: 0,
      withProposals: 1,
      missing: 0,
      withoutEncounter: 4,
      species: [{ name: 'Tursiops truncatus', photos: 2 }],
      cameras: [],
      days: [
        { day: '2026-06-07', photos: 2 },
        { day: '2026-06-08', photos: 1 },
      ],
    });
  });

  it('counts boxes as they come, are rejected and are deleted', () => {
    storePhotos(catalogue, [madeFile('a.jpg')]);
    const [photoId] = photoIds(catalogue, {}, byTaken);
    const box = {
      photoId,
      classId: boxClassId(catalogue, 'Dorsal Fin'),
      x: 0,
      y: 0,
      w: 0.5,
      h: 0.5,
      source: 'model',
      state: 'proposed',
    } as const;
    expect(box.classId).toBe(1);
    const id = insertBox(catalogue, box, 1);
    insertBox(catalogue, box, 1);
    const counts = () => {
      const { boxes, proposedBoxes } = getPhoto(catalogue, photoId);
      return [boxes, proposedBoxes];
    };
    expect(counts()).toEqual([2, 2]);
    catalogue.run(`UPDATE boxes SET state = 'accepted' WHERE id = ?`, id);
    expect(counts()).toEqual([2, 1]);
    catalogue.run(`UPDATE boxes SET state = 'rejected' WHERE id = ?`, id);
    expect(counts()).toEqual([1, 1]);
    catalogue.run('UPDATE boxes SET deleted_at = 1');
    expect(counts()).toEqual([0, 0]);
    expect(boxesOfPhoto(catalogue, photoId)).toEqual([]);
    catalogue.run('DELETE FROM boxes');
    expect(counts()).toEqual([0, 0]);
    expect(() => insertBox(catalogue, { ...box, x: 0.9 }, 1)).toThrow(/does not lie on the photo/);
  });
});

describe('photos whose folder went away', () => {
  it('are marked, and found again by content under another folder', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A' }),
      madeFile('b.jpg', { content: 'B' }),
      madeFile('c.jpg', { content: 'C' }),
    ]);
    expect(markMissing(catalogue, () => false)).toBe(3);
    expect(countPhotos(catalogue, { missing: true })).toBe(3);
    const contents: Record<string, string> = {
      '/new/x/a.jpg': 'A',
      '/new/renamed.jpg': 'B',
      '/new/c.jpg': 'changed',
    };
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/new',
      Object.keys(contents).map((path) => ({ relPath: path.slice(5), bytes: 1000 })),
      {
        content: async (path) => createHash('sha256').update(contents[path]).digest('hex'),
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 2, stillMissing: 1, unreadable: [] });
    expect(
      listPhotos(catalogue, { missing: false }, { by: 'name', descending: false }, 0, 9).rows.map(
        ({ name }) => name,
      ),
    ).toEqual(['a.jpg', 'renamed.jpg']);
    expect(markMissing(catalogue, (path) => path === '/new' || path in contents)).toBe(1);
  });

  it('are found although a file beside them cannot be read, which is told', async () => {
    storePhotos(catalogue, [madeFile('a.jpg', { content: 'A' })]);
    markMissing(catalogue, () => false);
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/new',
      [
        { relPath: 'a.jpg', bytes: 1000 },
        { relPath: 'sub/a.jpg', bytes: 1000 },
      ],
      {
        content: async (path) => {
          if (path === '/new/a.jpg') throw new Error('EIO');
          return Promise.resolve(createHash('sha256').update('A').digest('hex'));
        },
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 1, stillMissing: 0, unreadable: ['a.jpg'] });
  });

  it('are found by name and picture where their files have other facts now', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A', picture: 'pa' }),
      madeFile('b.jpg', { content: 'B', picture: 'pb' }),
    ]);
    markMissing(catalogue, () => false);
    const result = await relink(
      catalogue,
      '/new',
      [
        { relPath: 'x/A.JPG', bytes: 1234 },
        { relPath: 'renamed.jpg', bytes: 1234 },
      ],
      {
        content: () => Promise.resolve('of no photo'),
        picture: (path) => Promise.resolve(path.endsWith('A.JPG') ? 'pa' : 'pb'),
      },
      9,
    );
    expect(result).toEqual({ found: 1, stillMissing: 1, unreadable: [] });
    expect(getPhoto(catalogue, 1).path).toBe('/new/x/A.JPG');
  });

  it('are found again after their files changed names among each other', async () => {
    storePhotos(catalogue, [
      madeFile('a.jpg', { content: 'A' }),
      madeFile('b.jpg', { content: 'B' }),
    ]);
    // a.jpg was renamed to b.jpg after b.jpg had been renamed to c.jpg.
    const contents: Record<string, string> = { '/photos/b.jpg': 'A', '/photos/c.jpg': 'B' };
    expect(markMissing(catalogue, (path) => path === '/photos' || path in contents)).toBe(1);
    const { createHash } = await import('node:crypto');
    const result = await relink(
      catalogue,
      '/photos',
      Object.keys(contents).map((path) => ({ relPath: path.slice(8), bytes: 1000 })),
      {
        content: async (path) => createHash('sha256').update(contents[path]).digest('hex'),
        picture: () => Promise.resolve(null),
      },
      9,
    );
    expect(result).toEqual({ found: 2, stillMissing: 0, unreadable: [] });
    expect([1, 2].map((id) => getPhoto(catalogue, id).path)).toEqual([
      '/photos/b.jpg',
      '/photos/c.jpg',
    ]);
  });
});
