import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { newestVersion } from '../schema/migrate.ts';
import { applyEdit, stateOf } from './box-edits.ts';
import { redoEdit, undoEdit } from './box-undo.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-older-edits-'));
  catalogue = createCatalogue(folder, 'Older edits');
  storePhotos(catalogue, [madeFile('a.jpg')]);
  applyEdit(
    catalogue,
    {
      photoId: 1,
      action: 'Draw box',
      changes: [{ kind: 'create', fields: { classId: 1, x: 0.4, y: 0.4, w: 0.2, h: 0.1 } }],
    },
    null,
    100,
  );
  const [box] = stateOf(catalogue, 1).boxes;
  applyEdit(
    catalogue,
    {
      photoId: 1,
      action: 'Grade angle',
      changes: [{ kind: 'set', boxId: box.id, version: box.updatedAt, fields: { angle: 3 } }],
    },
    null,
    101,
  );
});
afterEach(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const stored = () =>
  catalogue.all<Record<'before' | 'after', string>>('SELECT before, after FROM box_edits');

/** Rewrites all edits as a program wrote them that knew no layouts and none of these columns. */
function forget(...columns: string[]): void {
  for (const [at, row] of stored().entries()) {
    const older = (text: string) => {
      const { version: _, boxes, checked } = JSON.parse(text);
      for (const box of Object.values<Record<string, unknown> | null>(boxes))
        for (const column of columns) delete box?.[column];
      return JSON.stringify({ boxes, checked });
    };
    catalogue.run(
      'UPDATE box_edits SET before = ?, after = ? WHERE id = ?',
      older(row.before),
      older(row.after),
      at + 1,
    );
  }
}

const box = () => stateOf(catalogue, 1).boxes[0];

describe('an edit of before boxes had a column', () => {
  it('is undone and done again all the same', () => {
    forget('distinctiveness', 'cannot_identify', 'side');
    expect(stored()[1]?.after).not.toContain('distinctiveness');
    expect(undoEdit(catalogue, null, 200)).toMatchObject({ action: 'Grade angle' });
    expect(box()).toMatchObject({ angle: null, distinctiveness: null, cannotIdentify: false });
    expect(undoEdit(catalogue, null, 201)).toMatchObject({ action: 'Draw box', boxes: [] });
    redoEdit(catalogue, null, 202);
    expect(redoEdit(catalogue, null, 203)).toMatchObject({ action: 'Grade angle' });
    expect(box()).toMatchObject({ angle: 3, side: 'unknown' });
  });

  it('is not undone over something that was said in that column since', () => {
    forget('distinctiveness');
    catalogue.run('UPDATE boxes SET distinctiveness = 2');
    expect(() => undoEdit(catalogue, null, 200)).toThrow('changed in another window');
    expect(box()).toMatchObject({ angle: 3, distinctiveness: 2 });
  });
});

it('says of which layout an edit is, and lacks nothing of a layout of today', () => {
  for (const row of stored())
    for (const text of [row.before, row.after])
      expect(JSON.parse(text)).toMatchObject({ version: newestVersion() });
  catalogue.run(`UPDATE box_edits SET after = json_remove(after, '$.boxes.1.side')`);
  expect(() => undoEdit(catalogue, null, 200)).toThrow('changed in another window');
});
