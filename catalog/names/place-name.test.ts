import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import { undoDecision } from '../identity/undo-decision.ts';
import { redoDecision } from '../identity/redo-decision.ts';
import { importTable } from '../import/import-table.fixture.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { setChecked } from '../photos/mark-photos.ts';
import { listWaitingNames, namesToPlace } from '../queries/waiting-names.ts';
import { sightedBoxes } from '../sightings/sighted-box.ts';
import { placeName, refuseName, restoreName } from './place-name.ts';

let catalogue: Catalogue;
let remove: () => void;
let ann: number;
let nameId: number;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
  ann = addReviewer(catalogue, 'Ann', 1).id;
  importTable(catalogue, 'photo,individual,side\na.jpg,FW1,left\nb.jpg,FW1,\n');
  for (const x of [0.1, 0.6])
    insertBox(
      catalogue,
      { photoId: 1, classId: 1, x, y: 0.4, w: 0.1, h: 0.1, source: 'human', state: 'accepted' },
      60,
    );
  setChecked(catalogue, [1], true, ann, 60);
  nameId = namesToPlace(catalogue, 10).rows[0]?.name.nameId ?? 0;
});
afterEach(() => remove());

const asked = () =>
  namesToPlace(catalogue, 10).rows.map(({ name, boxIds }) => [name.code, boxIds.length]);
const seen = () =>
  [...sightedBoxes(catalogue.db)].map(({ code, photoName, kind, x, side }) => [
    code,
    photoName,
    kind === 'place' ? x : kind,
    side,
  ]);
const second = () => catalogue.value<number>('SELECT id FROM boxes WHERE x = 0.6') ?? 0;

it('the names that wait are listed with what they wait for', () => {
  expect(asked()).toEqual([['FW1', 2]]);
  expect(listWaitingNames(catalogue, null, 10).rows).toMatchObject([
    { photoName: 'a.jpg', code: 'FW1', source: 'names.csv, line 2', state: 'to-place' },
    { photoName: 'b.jpg', state: 'unboxed' },
  ]);
  expect(listWaitingNames(catalogue, 'unboxed', 10).total).toBe(1);
});

it('a person gives a name to a box, and takes it back, and gives it again', () => {
  placeName(catalogue, nameId, { boxId: second(), version: 0 }, ann, 70);
  const placed = [
    ['FW1', 'a.jpg', 0.6, 'left'],
    ['FW1', 'b.jpg', 'name', 'unknown'],
  ];
  expect(seen()).toEqual(placed);
  expect(asked()).toEqual([]);
  expect(
    catalogue.get('SELECT origin, reviewer_id FROM decisions ORDER BY id DESC LIMIT 1'),
  ).toEqual({ origin: 'person', reviewer_id: ann });
  undoDecision(catalogue, null, ann, 80);
  expect(asked()).toEqual([['FW1', 2]]);
  redoDecision(catalogue, ann, 90);
  expect(seen()).toEqual(placed);
});

it('a name that belongs to none of the boxes is nobody on the photo, until that is taken back', () => {
  refuseName(catalogue, nameId, ann, 70);
  expect(seen()).toEqual([['FW1', 'b.jpg', 'name', 'unknown']]);
  expect(asked()).toEqual([]);
  expect(() => refuseName(catalogue, nameId, ann, 71)).toThrow('does not wait any more');
  // The same table again does not overrule that.
  expect(importTable(catalogue, 'photo,individual\na.jpg,FW1\n').report).toMatchObject({
    taken: 0,
    alreadyThere: 1,
  });
  restoreName(catalogue, nameId, ann, 80);
  expect(asked()).toEqual([['FW1', 2]]);
  expect(() => restoreName(catalogue, nameId, ann, 90)).toThrow('no refusal');
});

it('what another window saw to meanwhile is not overruled', () => {
  placeName(catalogue, nameId, { boxId: second(), version: 0 }, ann, 70);
  expect(() => placeName(catalogue, nameId, { boxId: second(), version: 0 }, ann, 71)).toThrow(
    'somebody saw to it',
  );
  undoDecision(catalogue, null, ann, 80);
  expect(() => placeName(catalogue, nameId, { boxId: second(), version: 0 }, ann, 81)).toThrow(
    'while it was on your screen',
  );
  expect(() => placeName(catalogue, nameId, { boxId: 99, version: 0 }, ann, 82)).toThrow(
    'not there',
  );
});
