import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEdit } from '../boxes/box-edits.ts';
import { storeDetections } from '../boxes/store-detections.ts';
import type { Catalogue } from '../catalogue.ts';
import { groupIntoEncounters } from '../encounters/group-encounters.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import { decide } from '../identity/decide.ts';
import { makeCutOuts } from '../import/cut-outs.ts';
import { importTable } from '../import/import-table.fixture.ts';
import { storeBoxImport } from '../import/import-boxes.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';
import { boxVersion } from '../queries/decisions.ts';
import { listImports } from '../queries/imports.ts';
import { listIndividuals } from '../queries/individuals.ts';
import { catalogueOverview } from '../queries/overview.ts';
import { sightedBoxes } from '../sightings/sighted-box.ts';
import { insertModel } from '../versions/add-version.ts';
import { recordingImport } from './record-import.ts';
import { undoImport } from './undo-import.ts';

let catalogue: Catalogue;
let remove: () => void;
let ann: number;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  ann = addReviewer(catalogue, 'Ann', 1).id;
  recordingImport(catalogue, { kind: 'photos', source: '/photos', reviewerId: null }, 5, () => {
    storePhotos(
      catalogue,
      ['a.jpg', 'b.jpg', 'c.jpg'].map((name, at) => madeFile(name, { takenMs: at * 86_400_000 })),
    );
    groupIntoEncounters(catalogue, 'ungrouped', 30, { now: 5 });
  });
});
afterEach(() => remove());

const names = (text: string) =>
  recordingImport(
    catalogue,
    { kind: 'individuals', source: 'names.csv', reviewerId: ann },
    50,
    () => importTable(catalogue, text),
  );
const boxes = () =>
  recordingImport(catalogue, { kind: 'boxes', source: 'boxes.csv', reviewerId: ann }, 60, () =>
    storeBoxImport(
      catalogue,
      {
        boxes: [1, 2].map((photoId) => ({
          photoId,
          className: 'dorsal fin',
          x: 0.1,
          y: 0.1,
          w: 0.2,
          h: 0.2,
          confidence: null,
          individual: null,
          file: 'boxes.csv',
          line: 2,
        })),
        names: [],
        doubtedPhotoIds: [],
        checkedPhotoIds: [1, 2, 3],
        newClasses: [],
      },
      ann,
      60,
    ),
  );
const newest = () => listImports(catalogue, 1)[0]?.id ?? 0;
const undo = (isDry = false) => undoImport(catalogue, newest(), ann, 100, isDry);
/** Everything that a person sees of photos, boxes, names and encounters. */
const shown = () => ({
  photos: catalogue.all(
    `SELECT p.name, p.taken_ms, p.latitude, p.longitude, p.checked_at, p.box_count, e.name AS encounter
     FROM photos p LEFT JOIN encounters e ON e.id = p.encounter_id ORDER BY p.name`,
  ),
  encounters: catalogue.all('SELECT name, origin, place FROM encounters ORDER BY name'),
  boxes: catalogue.all(
    'SELECT photo_id, kind, side, state FROM boxes WHERE deleted_at IS NULL ORDER BY photo_id, id',
  ),
  individuals: listIndividuals(catalogue).map(({ code, sightings }) => [code, sightings]),
  seen: [...sightedBoxes(catalogue.db)].map(({ code, photoName, kind }) => [code, photoName, kind]),
});

describe('a table of names', () => {
  it('is listed with what it made, and taken back to how everything stood before', () => {
    const before = shown();
    names(
      'photo,individual,side,encounter,lat,lon\na.jpg,FW1,left,Bay,57.5,-4\nb.jpg,FW2,,Bay,,\n',
    );
    expect(shown().individuals).toEqual([
      ['FW1', 1],
      ['FW2', 1],
    ]);
    expect(listImports(catalogue, 10)).toMatchObject([
      {
        kind: 'individuals',
        source: 'names.csv',
        reviewer: 'Ann',
        made: { names: 2, individuals: 2, boxes: 0, photos: 0 },
        undoneAt: null,
      },
      { kind: 'photos', made: { photos: 3 } },
    ]);
    const asItWas = shown();
    const would = undo(true);
    expect(shown()).toEqual(asItWas);
    expect(undo()).toEqual(would);
    expect(would).toMatchObject({ takenBack: { names: 2, individuals: 2 }, kept: { names: 0 } });
    expect(shown()).toEqual(before);
    expect(listImports(catalogue, 1)).toMatchObject([{ undoneAt: 100, undoneBy: 'Ann' }]);
    expect(() => undo()).toThrow('was taken back already');
    // The log still tells of it, and the same table can come again.
    expect(catalogue.value('SELECT count(*) FROM decisions')).toBe(4);
    names('photo,individual\na.jpg,FW1\n');
    expect(shown().individuals).toEqual([['FW1', 1]]);
  });

  it('takes its names from the boxes that they went to since, but not what a person said', () => {
    const modelId = insertModel(
      catalogue,
      {
        kind: 'detector',
        architecture: 'yolov5n',
        origin: 'trained',
        state: 'ready',
      },
      1,
    ).id;
    names('photo,individual\na.jpg,FW1\nb.jpg,FW2\n');
    const importId = newest();
    storeDetections(
      catalogue,
      modelId,
      [1, 2].map((photoId) => ({
        photoId,
        boxes: [{ className: 'dorsal fin', x: 0.4, y: 0.4, w: 0.1, h: 0.1, confidence: 0.9 }],
      })),
      60,
    );
    for (const photoId of [1, 2]) {
      const [box] = boxesOfPhoto(catalogue, photoId);
      if (box === undefined) throw new Error('No box was proposed.');
      const set = { kind: 'set', boxId: box.id, version: box.updatedAt } as const;
      const changes = [{ ...set, fields: { state: 'accepted' as const } }];
      applyEdit(catalogue, { photoId, action: 'Accept', changes }, ann, 70);
    }
    const [, second] = [1, 2].map((photoId) => boxesOfPhoto(catalogue, photoId)[0]?.id ?? 0);
    decide(
      catalogue,
      {
        boxes: [{ boxId: second, version: boxVersion(catalogue, second, 'first') }],
        verdict: 'match',
        individualId: catalogue.value<number>(`SELECT id FROM individuals WHERE code = 'FW2'`) ?? 0,
        code: null,
        round: 'first',
        candidates: [],
        modelId: null,
        note: '',
        reviewerId: ann,
      },
      80,
    );
    expect(undoImport(catalogue, importId, ann, 100)).toMatchObject({
      takenBack: { names: 2, individuals: 1 },
      kept: { individuals: 1 },
    });
    expect(shown().seen).toEqual([['FW2', 'b.jpg', 'place']]);
    expect(shown().boxes).toHaveLength(2);
    expect(catalogueOverview(catalogue)).toMatchObject({ namesUnboxed: 0, namesToPlace: 0 });
  });
});

describe('boxes of another tool', () => {
  it('go with the checks that came with them, but for one that somebody changed', () => {
    const before = shown();
    boxes();
    expect(undo()).toMatchObject({ takenBack: { boxes: 2, facts: 6 }, kept: { boxes: 0 } });
    expect(shown()).toEqual(before);
    boxes();
    const [box] = boxesOfPhoto(catalogue, 2);
    const set = { kind: 'set', boxId: box?.id ?? 0, version: box?.updatedAt ?? 0 } as const;
    applyEdit(
      catalogue,
      { photoId: 2, action: 'Move', changes: [{ ...set, fields: { x: 0.3 } }] },
      ann,
      70,
    );
    expect(undo()).toMatchObject({ takenBack: { boxes: 1 }, kept: { boxes: 1 } });
    expect(boxesOfPhoto(catalogue, 2)).toHaveLength(1);
  });
});

describe('photos', () => {
  it('go whole, cut-outs and proposals with them, but not one that somebody worked on', () => {
    recordingImport(catalogue, { kind: 'cut-outs', source: '/photos', reviewerId: ann }, 6, () =>
      makeCutOuts(catalogue, ['/photos/a.jpg'], null, 6),
    );
    expect(boxesOfPhoto(catalogue, 1)).toMatchObject([{ kind: 'cut-out' }]);
    undo();
    applyEdit(catalogue, { photoId: 3, action: 'Check', changes: [], checked: true }, ann, 70);
    const photos = listImports(catalogue, 10).find(({ kind }) => kind === 'photos');
    expect(undoImport(catalogue, photos?.id ?? 0, ann, 100)).toMatchObject({
      takenBack: { photos: 2 },
      kept: { photos: 1 },
    });
    expect(shown().photos).toMatchObject([{ name: 'c.jpg' }]);
    expect(shown().encounters).toHaveLength(1);
  });
});

it('an import that writes nothing is none', () => {
  names('photo,individual\nnowhere.jpg,FW1\n');
  expect(listImports(catalogue, 10)).toHaveLength(1);
  expect(() => undoImport(catalogue, 99, ann, 1)).toThrow('There is no import 99');
});
