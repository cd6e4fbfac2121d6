import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  blankAttributes,
  boxFlags,
  boxGrades,
  flagNames,
  gradeNames,
} from '#terms/boxes/attributes.ts';
import { sides } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { boxesOfPhoto } from '../queries/boxes.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-attributes-'));
  catalogue = createCatalogue(folder, 'Attributes');
  storePhotos(catalogue, [madeFile('a.jpg')]);
  catalogue.run(
    `INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, created_at, updated_at)
     VALUES (1, 1, 0, 0, 1, 1, 'human', 'accepted', 1, 1)`,
  );
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const set = (column: string, value: number | string | null) => () =>
  catalogue.run(`UPDATE boxes SET ${column} = ?`, value);

describe('the columns of a box and the table of what is said of it', () => {
  it('begin with the same blanks, so that an edit of before a column came reads as one of today', () => {
    expect(boxesOfPhoto(catalogue, 1)).toMatchObject([blankAttributes]);
  });

  it.each(gradeNames)('hold %s from its least to its most grade', (name) => {
    const { column, least, most } = boxGrades[name];
    for (const fine of [least, most, null]) {
      set(column, fine)();
      expect(boxesOfPhoto(catalogue, 1)).toMatchObject([{ [name]: fine }]);
    }
    expect(set(column, least - 1)).toThrow('CHECK');
    expect(set(column, most + 1)).toThrow('CHECK');
  });

  it.each(flagNames)('hold %s or not', (name) => {
    set(boxFlags[name].column, 1)();
    expect(boxesOfPhoto(catalogue, 1)).toMatchObject([{ [name]: true }]);
  });

  it('hold every side and no other', () => {
    for (const side of Object.keys(sides)) {
      set('side', side)();
      expect(boxesOfPhoto(catalogue, 1)).toMatchObject([{ side }]);
    }
    expect(set('side', 'top')).toThrow('CHECK');
  });
});
