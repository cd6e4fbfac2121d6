import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DetectedPhoto } from '#terms/boxes/detections.ts';

type Detection = DetectedPhoto['boxes'][number];
import { insertBox } from './insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { applyEdit } from './box-edits.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';
import { storeDetections } from './store-detections.ts';
import { insertModel } from '../versions/add-version.ts';

let catalogue: Catalogue;
let remove: () => void;
let modelId: number;

beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
  const model = { kind: 'detector', architecture: 'yolov5n', origin: 'trained' } as const;
  modelId = insertModel(catalogue, { ...model, state: 'ready' }, 1).id;
});
afterEach(() => remove());

const at = (x: number, change: Partial<Detection> = {}): Detection => ({
  className: 'dorsal fin',
  x,
  y: 0.4,
  w: 0.1,
  h: 0.1,
  confidence: 0.7,
  ...change,
});

const store = (boxes: Detection[], now = 10) =>
  storeDetections(catalogue, modelId, [{ photoId: 1, boxes }], now);

const shown = () =>
  boxesOfPhoto(catalogue, 1).map(({ x, state, source, confidence }) => [
    x,
    state,
    source,
    confidence,
  ]);

it('stores what was found as proposals of the version', () => {
  expect(store([at(0.1), at(0.5, { className: 'Tail', confidence: 0.3 })])).toEqual({
    proposals: 2,
    replaced: 0,
  });
  expect(boxesOfPhoto(catalogue, 1)).toMatchObject([
    { className: 'dorsal fin', x: 0.1, state: 'proposed', source: 'model', modelId },
    { className: 'Tail', confidence: 0.3 },
  ]);
});

it('proposes nothing where a person drew, accepted, rejected or deleted the same', () => {
  const human = { photoId: 1, classId: 1, y: 0.4, w: 0.1, h: 0.1, source: 'human' } as const;
  insertBox(catalogue, { ...human, x: 0.1, state: 'accepted' }, 1);
  store([at(0.3), at(0.5), at(0.7)]);
  const [, accepted, rejected, deleted] = boxesOfPhoto(catalogue, 1);
  const version = accepted?.updatedAt ?? 0;
  applyEdit(
    catalogue,
    {
      photoId: 1,
      action: 'Judge',
      changes: [
        { kind: 'set', boxId: accepted?.id ?? 0, version, fields: { state: 'accepted' } },
        { kind: 'set', boxId: rejected?.id ?? 0, version, fields: { state: 'rejected' } },
        { kind: 'delete', boxId: deleted?.id ?? 0, version },
      ],
    },
    null,
    20,
  );
  const before = shown();
  expect(store([at(0.11), at(0.31), at(0.51), at(0.71)], 30).proposals).toBe(0);
  expect(shown()).toEqual(before);
  // Another class at the same place is another thing.
  expect(store([at(0.11, { className: 'body' })], 40).proposals).toBe(1);
});

it('replaces its unjudged proposals of before, and is the same told twice', () => {
  store([at(0.1), at(0.5)]);
  expect(store([at(0.6)], 20)).toEqual({ proposals: 1, replaced: 2 });
  const once = shown();
  expect(store([at(0.6)], 30)).toEqual({ proposals: 1, replaced: 1 });
  expect(shown()).toEqual(once);
});

it('leaves a proposal that a person moved but did not judge yet', () => {
  store([at(0.1)]);
  const [proposal] = boxesOfPhoto(catalogue, 1);
  const boxId = proposal?.id ?? 0;
  const version = proposal?.updatedAt ?? 0;
  applyEdit(
    catalogue,
    { photoId: 1, action: 'Move', changes: [{ kind: 'set', boxId, version, fields: { x: 0.2 } }] },
    null,
    20,
  );
  expect(store([at(0.21), at(0.7)], 30)).toEqual({ proposals: 1, replaced: 0 });
  expect(shown().map(([x]) => x)).toEqual([0.2, 0.7]);
});

it('keeps proposals of another tool that wait to be judged', () => {
  const imported = { photoId: 1, classId: 1, x: 0.1, y: 0.4, w: 0.1, h: 0.1 } as const;
  insertBox(catalogue, { ...imported, source: 'import', state: 'proposed', confidence: 0.9 }, 1);
  expect(store([at(0.1)])).toEqual({ proposals: 0, replaced: 0 });
  expect(shown()).toHaveLength(1);
});
