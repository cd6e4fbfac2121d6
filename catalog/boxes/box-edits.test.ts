import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoxEdit } from '#terms/boxes/boxes.ts';
import { acceptAbove } from './accept-proposals.ts';
import { insertBox } from './insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue, openCatalogue } from '../open-catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { applyEdit, stateOf } from './box-edits.ts';
import { redoEdit, undoEdit, undoState } from './box-undo.ts';
import { stepFrom } from '../queries/photo-step.ts';
import { photoIds } from '../queries/photos.ts';
import { boxesSince } from '../queries/labels-since.ts';
import { countAbove, proposalsByDoubt } from '../queries/proposals.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-edits-'));
  catalogue = createCatalogue(folder, 'Edits');
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg'), madeFile('c.jpg')]);
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const fin = { classId: 1, x: 0.4, y: 0.4, w: 0.2, h: 0.1 };
const draw = (photoId: number, fields = fin): BoxEdit => ({
  photoId,
  action: 'Draw box',
  changes: [{ kind: 'create', fields }],
});
const boxesOn = (photoId: number) => stateOf(catalogue, photoId).boxes;
let now = 100;
const edit = (one: BoxEdit) => applyEdit(catalogue, one, null, (now += 1));

describe('an edit of boxes', () => {
  it('is undone and done again across photos, also after the catalogue was closed', () => {
    edit(draw(1));
    const { created } = edit(draw(2));
    const [box] = boxesOn(2);
    edit({
      photoId: 2,
      action: 'Grade',
      changes: [
        {
          kind: 'set',
          boxId: created[0] ?? 0,
          version: box?.updatedAt ?? 0,
          fields: { side: 'left', angle: 3 },
        },
      ],
    });
    catalogue.close();
    catalogue = openCatalogue(join(folder, 'Edits.resight'));
    expect(undoState(catalogue)).toEqual({ undo: { action: 'Grade', photoId: 2 }, redo: null });
    expect(undoEdit(catalogue, null, 500)).toMatchObject({ photoId: 2, action: 'Grade' });
    expect(boxesOn(2)[0]).toMatchObject({ side: 'unknown', angle: null });
    undoEdit(catalogue, null, 501);
    expect(boxesOn(2)).toEqual([]);
    expect(undoEdit(catalogue, null, 502)?.photoId).toBe(1);
    expect(undoEdit(catalogue, null, 503)).toBeNull();
    expect(redoEdit(catalogue, null, 504)?.photoId).toBe(1);
    redoEdit(catalogue, null, 505);
    redoEdit(catalogue, null, 506);
    expect(boxesOn(2)[0]).toMatchObject({ side: 'left', angle: 3 });
    expect(redoEdit(catalogue, null, 507)).toBeNull();
    // Undo after redo, and a new edit that ends what could be done again.
    undoEdit(catalogue, null, 508);
    expect(undoState(catalogue).redo?.action).toBe('Grade');
    edit(draw(3));
    expect(undoState(catalogue)).toEqual({ undo: { action: 'Draw box', photoId: 3 }, redo: null });
  });

  it('that is told twice, because an answer was lost, is made once', () => {
    const once = edit({ ...draw(1), key: 'a' });
    expect(edit({ ...draw(1), key: 'a' })).toEqual(once);
    expect(boxesOn(1)).toHaveLength(1);
    edit({ ...draw(1), key: 'b' });
    expect(boxesOn(1)).toHaveLength(2);
  });

  it('is told when another window changed the box meanwhile, and overwrites nothing', () => {
    const { boxes } = edit(draw(1));
    const [{ id, updatedAt } = { id: 0, updatedAt: 0 }] = boxes;
    const set = (x: number): BoxEdit => ({
      photoId: 1,
      action: 'Move',
      changes: [{ kind: 'set', boxId: id, version: updatedAt, fields: { x } }],
    });
    edit(set(0.1));
    expect(() => edit(set(0.7))).toThrow(/changed in another window meanwhile/);
    expect(boxesOn(1)[0]?.x).toBe(0.1);
    expect(() => edit({ ...set(0.7), photoId: 2 })).toThrow(`There is no box ${id} on photo 2`);
  });

  it('clips a box to the photo and refuses one that is a slip of the hand', () => {
    edit(draw(1, { classId: 1, x: 0.9, y: -0.1, w: 0.3, h: 0.3 }));
    const [box] = boxesOn(1);
    expect(box?.x).toBeCloseTo(0.9);
    expect([box?.y, box?.w, box?.h].map((v) => Number(v?.toFixed(6)))).toEqual([0, 0.1, 0.2]);
    expect(() => edit(draw(1, { classId: 1, x: 0.5, y: 0.5, w: 0.001, h: 0.2 }))).toThrow(
      'too small to hold a fin',
    );
    expect(boxesOn(1)).toHaveLength(1);
    expect(undoState(catalogue).undo?.photoId).toBe(1);
  });

  it('marks a photo as looked at, and undo takes that back too', () => {
    edit({ photoId: 1, action: 'No animals here', changes: [], checked: true });
    expect(stateOf(catalogue, 1).checked).toBe(true);
    expect(boxesSince(catalogue, 0)).toMatchObject({ backgroundPhotos: 1, labels: 0 });
    undoEdit(catalogue, null, 900);
    expect(stateOf(catalogue, 1).checked).toBe(false);
  });

  it('counts up the revision when the box moves and not when it is graded', () => {
    const { boxes } = edit(draw(1));
    const [{ id, updatedAt: version } = { id: 0, updatedAt: 0 }] = boxes;
    const set = (fields: { x?: number; focus?: number }, at: number) =>
      edit({
        photoId: 1,
        action: 'Set',
        changes: [{ kind: 'set', boxId: id, version: at, fields }],
      }).boxes[0];
    const graded = set({ focus: 2 }, version);
    expect(graded?.revision).toBe(1);
    expect(set({ x: 0.3 }, graded?.updatedAt ?? 0)?.revision).toBe(2);
  });
});

describe('proposals of a detector', () => {
  beforeEach(() => {
    catalogue.run(
      `INSERT INTO encounters (id, name, origin, created_at) VALUES (1, 'e', 'person', 1)`,
    );
    catalogue.run('UPDATE photos SET encounter_id = 1 WHERE id = 3');
    const propose = (photoId: number, confidence: number) =>
      insertBox(catalogue, { ...fin, photoId, source: 'model', state: 'proposed', confidence }, 1);
    propose(1, 0.52);
    propose(1, 0.47);
    propose(1, 0.95);
    propose(3, 0.8);
  });

  it('are asked about in order of doubt, spread over encounters', () => {
    expect(proposalsByDoubt(catalogue, 10).map(({ confidence }) => confidence)).toEqual([
      0.52, 0.8, 0.47, 0.95,
    ]);
    expect(proposalsByDoubt(catalogue, 1, 0.9).map(({ confidence }) => confidence)).toEqual([0.95]);
  });

  it('from a confidence on are accepted as one, after saying what that does, and undone as one', () => {
    expect(countAbove(catalogue, 0.5)).toEqual({ boxes: 3, photos: 2, left: 1 });
    acceptAbove(catalogue, 0.5, null, 700);
    expect(boxesSince(catalogue, 0)).toMatchObject({ labels: 3, photosWithBoxes: 2 });
    expect(undoState(catalogue).undo?.action).toBe('Accept 3 detections from 50 % on');
    undoEdit(catalogue, null, 701);
    expect(countAbove(catalogue, 0.5).boxes).toBe(3);
    expect(undoState(catalogue).undo).toBeNull();
    redoEdit(catalogue, null, 702);
    expect(boxesSince(catalogue, 0).labels).toBe(3);
  });
});

it('steps through photos in every order, undated ones included, as the list has them', () => {
  catalogue.run('UPDATE photos SET taken_ms = NULL WHERE id = 2');
  catalogue.run('UPDATE photos SET checked_at = 5 WHERE id = 3');
  for (const by of ['taken', 'name', 'imported'] as const)
    for (const descending of [false, true]) {
      const sort = { by, descending };
      const ids = photoIds(catalogue, {}, sort);
      for (const [at, id] of ids.entries()) {
        expect(stepFrom(catalogue, id, false, {}, sort)).toBe(ids[at + 1] ?? null);
        expect(stepFrom(catalogue, id, true, {}, sort)).toBe(ids[at - 1] ?? null);
      }
    }
  const sort = { by: 'name', descending: false } as const;
  expect(stepFrom(catalogue, 1, false, { checked: false }, sort)).toBe(2);
  expect(stepFrom(catalogue, 2, false, { checked: false }, sort)).toBeNull();
  expect(() => stepFrom(catalogue, 99, false, {}, sort)).toThrow('no photo 99');
});
