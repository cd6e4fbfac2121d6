import { afterEach, expect, it } from 'vitest';
import { insertBox, type NewBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { detectorSet } from './detector-set.ts';
import { planDetector } from './plan-detector.ts';

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
});

/** A catalogue of `count` photos, ids from 1. */
function photos(count: number): Catalogue {
  const { catalogue, remove } = madeCatalogue();
  removals.push(remove);
  storePhotos(
    catalogue,
    Array.from({ length: count }, (_, at) => madeFile(`${at + 1}.jpg`)),
  );
  return catalogue;
}

const box = (catalogue: Catalogue, photoId: number, change: Partial<NewBox> = {}) =>
  insertBox(
    catalogue,
    {
      photoId,
      classId: 1,
      x: 0.2,
      y: 0.2,
      w: 0.2,
      h: 0.2,
      source: 'human',
      state: 'accepted',
      ...change,
    },
    1,
  );

const check = (catalogue: Catalogue, photoId: number) =>
  catalogue.run('UPDATE photos SET checked_at = 1 WHERE id = ?', photoId);

const asked = {
  preset: 'quick',
  from: 'starter',
  validationShare: 0.2,
  seed: 0,
  device: 'cpu',
} as const;

it('learns from drawn, accepted and imported boxes, and from checked photos without any', () => {
  const catalogue = photos(7);
  box(catalogue, 1);
  box(catalogue, 2, { source: 'model', confidence: 0.8 });
  box(catalogue, 3, { source: 'import' });
  box(catalogue, 4, { source: 'model', state: 'proposed', confidence: 0.8 });
  box(catalogue, 5, { source: 'model', state: 'rejected', confidence: 0.8 });
  check(catalogue, 5);
  box(catalogue, 6, { source: 'model', state: 'rejected', confidence: 0.8 });
  check(catalogue, 7);
  const { photos: set, classes } = detectorSet(catalogue);
  expect(set.map(({ photoId, boxes }) => [photoId, boxes.length])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [5, 0],
    [7, 0],
  ]);
  expect(classes).toEqual([{ id: 1, name: 'dorsal fin', boxes: 3 }]);
});

it('never takes a checked photo for background while a proposal on it is open', () => {
  const catalogue = photos(1);
  box(catalogue, 1, { source: 'model', state: 'proposed', confidence: 0.6 });
  check(catalogue, 1);
  expect(detectorSet(catalogue).photos).toEqual([]);
});

it('says which places of a photo with boxes nobody judged, of the classes that are learned', () => {
  const catalogue = photos(2);
  box(catalogue, 1);
  box(catalogue, 1, { x: 0.6, source: 'model', state: 'proposed', confidence: 0.6 });
  box(catalogue, 1, { x: 0.7, source: 'model', state: 'rejected', confidence: 0.6 });
  box(catalogue, 2);
  const [first, second] = detectorSet(catalogue).photos;
  expect(first).toMatchObject({
    boxes: [{ x: 0.2 }],
    open: [{ x: 0.6, y: 0.2, w: expect.closeTo(0.2), h: expect.closeTo(0.2) }],
  });
  expect(second).not.toHaveProperty('open');
  box(catalogue, 1, { classId: 2 });
  expect(detectorSet(catalogue, [2]).photos[0]).not.toHaveProperty('open');
});

it('learns only the classes asked for', () => {
  const catalogue = photos(3);
  box(catalogue, 1);
  box(catalogue, 1, { classId: 2 });
  box(catalogue, 2, { classId: 2 });
  box(catalogue, 3, { classId: 2 });
  check(catalogue, 3);
  const { photos: set } = detectorSet(catalogue, [1]);
  expect(set.map(({ photoId, boxes }) => [photoId, boxes.length])).toEqual([
    [1, 1],
    [3, 0],
  ]);
});

it('clips boxes to the photo, and leaves out with its reason what has no area there', () => {
  const catalogue = photos(2);
  box(catalogue, 1, { x: 0.9, w: 0.1 });
  catalogue.run('UPDATE boxes SET w = 0.1000009');
  box(catalogue, 2, { w: 1e-7 });
  const { photos: set, leftOut } = detectorSet(catalogue);
  expect(set).toHaveLength(1);
  const learned = set[0]?.boxes[0];
  expect((learned?.x ?? 0) + (learned?.w ?? 0)).toBeLessThanOrEqual(1);
  expect(leftOut).toEqual([{ reason: 'a box with no area on its photo', count: 1 }]);
});

it('leaves out photos that are known to be gone, and says how many', () => {
  const catalogue = photos(2);
  box(catalogue, 1);
  box(catalogue, 2);
  catalogue.run('UPDATE photos SET missing = 1 WHERE id = 2');
  expect(detectorSet(catalogue).leftOut).toEqual([
    { reason: 'a photo whose file is gone', count: 1 },
  ]);
});

it('says what to do where there are no boxes, or only one photo has some', () => {
  const catalogue = photos(2);
  expect(planDetector(catalogue, asked).obstacles.join()).toContain('Draw boxes');
  box(catalogue, 1);
  expect(planDetector(catalogue, asked).obstacles.join()).toContain('1.jpg');
  box(catalogue, 2);
  expect(planDetector(catalogue, asked).obstacles).toEqual([]);
});

it('warns of a class with two examples', () => {
  const catalogue = photos(30);
  for (let photo = 1; photo <= 30; photo += 1) box(catalogue, photo);
  box(catalogue, 1, { classId: 3 });
  box(catalogue, 2, { classId: 3 });
  const { warnings } = planDetector(catalogue, asked);
  expect(warnings.join('\n')).toContain('"fluke" has only 2 boxes');
});
