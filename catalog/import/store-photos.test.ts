import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { countPhotos, getPhoto, photoIds, unreadableFiles } from '../queries/photos.ts';
import { knownFiles, storeImportedFiles } from './store-photos.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

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
