import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEdit, stateOf } from '../boxes/box-edits.ts';
import { redoEdit, undoEdit } from '../boxes/box-undo.ts';
import { insertBox } from '../boxes/insert-box.ts';
import { storeDetections } from '../boxes/store-detections.ts';
import type { Catalogue } from '../catalogue.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import { decide } from '../identity/decide.ts';
import { undoDecision } from '../identity/undo-decision.ts';
import { importTable } from '../import/import-table.fixture.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';
import { boxVersion } from '../queries/decisions.ts';
import { identityBoxes } from '../queries/identity-boxes.ts';
import { identifyQueue } from '../queries/identify-queue.ts';
import { catalogueOverview } from '../queries/overview.ts';
import { sightedBoxes } from '../sightings/sighted-box.ts';
import { detectorSet } from '../training/detector-set.ts';
import { insertModel } from '../versions/add-version.ts';

let catalogue: Catalogue;
let remove: () => void;
let modelId: number;
let ann: number;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
  const model = { kind: 'detector', architecture: 'yolov5n', origin: 'trained' } as const;
  modelId = insertModel(catalogue, { ...model, state: 'ready' }, 1).id;
  ann = addReviewer(catalogue, 'Ann', 1).id;
});
afterEach(() => remove());

const nameA = (rest = '') =>
  importTable(catalogue, `photo,individual,side\na.jpg,FW1,left\n${rest}`);
const found = (x: number) => ({
  className: 'dorsal fin',
  x,
  y: 0.4,
  w: 0.1,
  h: 0.1,
  confidence: 0.8,
});
const detect = (...at: number[]) =>
  storeDetections(catalogue, modelId, [{ photoId: 1, boxes: at.map(found) }], 60);
const judge = (nth: number, state: 'accepted' | 'rejected') => {
  const box = boxesOfPhoto(catalogue, 1)[nth];
  if (box === undefined) throw new Error(`There is no box ${nth}.`);
  return applyEdit(
    catalogue,
    {
      photoId: 1,
      action: 'Judge',
      changes: [{ kind: 'set', boxId: box.id, version: box.updatedAt, fields: { state } }],
    },
    ann,
    Date.now(),
  );
};
const draw = (x: number, classId = 1, w = 0.1) =>
  applyEdit(
    catalogue,
    {
      photoId: 1,
      action: 'Draw box',
      changes: [{ kind: 'create', fields: { classId, x, y: 0.4, w, h: w } }],
    },
    ann,
    Date.now(),
  ).created[0] ?? 0;
const check = (checked = true) =>
  applyEdit(catalogue, { photoId: 1, action: 'Check', changes: [], checked }, ann, Date.now());

/** Who is seen where: the left edge of the box, or that the photo as a whole is named. */
const seen = () =>
  [...sightedBoxes(catalogue.db)].map(({ code, kind, x, side }) => [
    code,
    kind === 'place' ? x : kind,
    side,
  ]);
const waiting = () => {
  const { namesUnboxed, namesToPlace, namesToCheck } = catalogueOverview(catalogue);
  return { namesUnboxed, namesToPlace, namesToCheck };
};

describe('a name of a photo without a box', () => {
  it('is a sighting, and no box to anybody', () => {
    const { adds } = nameA();
    expect(adds).toMatchObject({ identified: 1, boxesAdded: 0, photosNamed: 1 });
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    expect(waiting()).toEqual({ namesUnboxed: 1, namesToPlace: 0, namesToCheck: 0 });
    expect(catalogueOverview(catalogue)).toMatchObject({
      boxes: 0,
      identifiedBoxes: 0,
      individuals: 1,
    });
    expect(boxesOfPhoto(catalogue, 1)).toEqual([]);
    expect(catalogue.value('SELECT box_count FROM photos WHERE id = 1')).toBe(0);
    expect(identityBoxes(catalogue)).toEqual([]);
    expect(identifyQueue(catalogue, {}, 'encounter', 10)).toMatchObject({ rows: [], total: 0 });
  });

  it('keeps its photo from being background, also once that is checked', () => {
    nameA();
    check();
    expect(detectorSet(catalogue)).toMatchObject({
      photos: [],
      leftOut: [{ reason: 'a photo of a named animal that nobody has boxed', count: 1 }],
    });
  });
});

describe('one animal on a named photo', () => {
  it('takes the name once its only detection is accepted, as a decision of the import', () => {
    nameA();
    detect(0.3);
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    judge(0, 'accepted');
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
    expect(waiting()).toEqual({ namesUnboxed: 0, namesToPlace: 0, namesToCheck: 0 });
    expect(
      catalogue.get('SELECT verdict, origin, note FROM decisions ORDER BY id DESC LIMIT 1'),
    ).toEqual({ verdict: 'match', origin: 'import', note: 'names.csv, line 2' });
  });

  it('takes it while other detections are open only when those are judged', () => {
    nameA();
    detect(0.3, 0.6);
    judge(0, 'accepted');
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    expect(waiting()).toMatchObject({ namesToCheck: 1 });
    judge(1, 'rejected');
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
  });

  it('takes it from a person who drew once the photo is checked', () => {
    nameA();
    draw(0.2);
    expect(waiting()).toMatchObject({ namesToCheck: 1 });
    check();
    expect(seen()).toEqual([['FW1', 0.2, 'left']]);
  });

  it('is the fin and the body that it lies in, of which the fin is named', () => {
    nameA();
    draw(0.2, 2, 0.5);
    draw(0.3);
    check();
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
  });

  it('takes it alike if the boxes were there before the name', () => {
    detect(0.3);
    judge(0, 'accepted');
    const { report } = nameA();
    expect(report).toMatchObject({ taken: 1, refused: 0 });
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
    // Told again, nothing changes.
    expect(nameA().report).toMatchObject({ taken: 0, alreadyThere: 1 });
    expect(seen()).toHaveLength(1);
  });

  it('gives the name back to the photo when its box goes, and takes it again', () => {
    nameA();
    draw(0.2);
    check();
    undoEdit(catalogue, ann, Date.now());
    undoEdit(catalogue, ann, Date.now());
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    redoEdit(catalogue, ann, Date.now());
    redoEdit(catalogue, ann, Date.now());
    expect(seen()).toEqual([['FW1', 0.2, 'left']]);
  });
});

describe('several animals on a named photo', () => {
  it('are asked about, in numbers on the overview', () => {
    nameA();
    detect(0.3, 0.6);
    judge(0, 'accepted');
    judge(1, 'accepted');
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    expect(waiting()).toEqual({ namesUnboxed: 0, namesToPlace: 1, namesToCheck: 0 });
  });

  it('put a name in doubt that went to the first of them, unless somebody spoke since', () => {
    nameA();
    detect(0.3);
    judge(0, 'accepted');
    draw(0.6);
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    expect(waiting()).toMatchObject({ namesToPlace: 1 });
    undoEdit(catalogue, ann, Date.now());
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
    const [box] = boxesOfPhoto(catalogue, 1);
    say(box?.id ?? 0, 'FW1');
    draw(0.6);
    expect(seen()).toEqual([['FW1', 0.3, 'left']]);
  });

  it('of which two are named are asked about twice', () => {
    nameA('a.jpg,FW2,\n');
    draw(0.3);
    draw(0.6);
    check();
    expect(waiting()).toMatchObject({ namesToPlace: 2 });
  });
});

function say(boxId: number, code: string): void {
  const individualId = catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code);
  decide(
    catalogue,
    {
      boxes: [{ boxId, version: boxVersion(catalogue, boxId, 'first') }],
      verdict: 'match',
      individualId: individualId ?? 0,
      code: null,
      round: 'first',
      candidates: [],
      modelId: null,
      note: '',
      reviewerId: ann,
    },
    Date.now(),
  );
}

it('a name that a person took from a box is not given to it again, but asked about', () => {
  nameA();
  detect(0.3);
  judge(0, 'accepted');
  const given = catalogue.value<number>('SELECT max(id) FROM decisions');
  undoDecision(catalogue, given ?? 0, ann, Date.now());
  expect(seen()).toEqual([['FW1', 'name', 'left']]);
  expect(waiting()).toMatchObject({ namesToPlace: 1 });
  check();
  expect(seen()).toEqual([['FW1', 'name', 'left']]);
});

describe('a photo on which a detector finds nothing', () => {
  it('is looked at as a whole, teaches no detector, and waits behind all fins', () => {
    detect();
    expect(identityBoxes(catalogue)).toMatchObject([
      { photoId: 1, w: 1, h: 1, individualId: null },
    ]);
    expect(catalogueOverview(catalogue)).toMatchObject({ boxes: 0, openBoxes: 0 });
    expect(boxesOfPhoto(catalogue, 1)).toEqual([]);
    insertBox(
      catalogue,
      {
        photoId: 2,
        classId: 1,
        x: 0.1,
        y: 0.1,
        w: 0.2,
        h: 0.2,
        source: 'human',
        state: 'accepted',
      },
      70,
    );
    const { rows } = identifyQueue(catalogue, {}, 'encounter', 10);
    expect(rows.map(({ photoId, kind }) => [photoId, kind])).toEqual([
      [2, 'place'],
      [1, 'whole'],
    ]);
    expect(detectorSet(catalogue).photos.map(({ photoId }) => photoId)).toEqual([2]);
  });

  it('is told once, and no longer when something is found, drawn, or seen to be nothing', () => {
    const wholes = () => identityBoxes(catalogue).length;
    detect();
    detect();
    expect(wholes()).toBe(1);
    detect(0.3);
    expect(wholes()).toBe(0);
    detect();
    expect(wholes()).toBe(1);
    check();
    expect(wholes()).toBe(0);
    expect(detectorSet(catalogue).photos).toMatchObject([{ photoId: 1, boxes: [] }]);
  });

  it('shows its animal as a whole, until a box takes the name', () => {
    nameA();
    detect();
    expect(seen()).toEqual([['FW1', 'whole', 'left']]);
    expect(identityBoxes(catalogue)).toMatchObject([{ code: 'FW1', w: 1 }]);
    draw(0.2);
    expect(seen()).toEqual([['FW1', 'name', 'left']]);
    check();
    expect(seen()).toEqual([['FW1', 0.2, 'left']]);
  });

  it('keeps what a person said of it for the box that comes', () => {
    nameA();
    storeDetections(catalogue, modelId, [{ photoId: 2, boxes: [] }], 60);
    const whole = identityBoxes(catalogue).find(({ photoId }) => photoId === 2);
    say(whole?.boxId ?? 0, 'FW1');
    storeDetections(catalogue, modelId, [{ photoId: 2, boxes: [found(0.5)] }], 70);
    const [box] = boxesOfPhoto(catalogue, 2);
    applyEdit(
      catalogue,
      {
        photoId: 2,
        action: 'Accept',
        changes: [
          {
            kind: 'set',
            boxId: box?.id ?? 0,
            version: box?.updatedAt ?? 0,
            fields: { state: 'accepted' },
          },
        ],
      },
      ann,
      Date.now(),
    );
    expect(seen()).toEqual([
      ['FW1', 'name', 'left'],
      ['FW1', 0.5, 'unknown'],
    ]);
    expect(stateOf(catalogue, 2).boxes).toHaveLength(1);
  });
});
