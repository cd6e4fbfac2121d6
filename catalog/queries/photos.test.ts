import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setChecked, setSpecies } from '../photos/mark-photos.ts';
import { boxClassId } from '../boxes/box-classes.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { boxesOfPhoto } from './boxes.ts';
import { getPhoto, listPhotos, photoFacets, photoIds } from './photos.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

const minutes = (count: number) => Date.UTC(2026, 5, 7, 10, 0) + count * 60_000;
const byTaken = { by: 'taken', descending: false } as const;

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
