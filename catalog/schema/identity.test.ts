import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { sightedBoxes } from '../sightings/sighted-box.ts';

let catalogue: Catalogue;
let remove: () => void;
let boxId: number;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  storePhotos(catalogue, [madeFile('a.jpg')]);
  boxId = insertBox(
    catalogue,
    { photoId: 1, classId: 1, x: 0, y: 0, w: 1, h: 1, source: 'human', state: 'accepted' },
    1,
  );
  for (const code of ['A1', 'A2']) {
    catalogue.run('INSERT INTO individuals (code, created_at) VALUES (?, 0)', code);
  }
});
afterEach(() => remove());

const decide = (verdict: string, individual: number | null, more: Record<string, unknown> = {}) => {
  const row: Record<string, unknown> = {
    box_id: boxId,
    verdict,
    individual_id: individual,
    decided_at: 1,
    ...more,
  };
  const names = Object.keys(row);
  return catalogue.run(
    `INSERT INTO decisions (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    ...Object.values(row),
  ).id;
};
const shown = () =>
  catalogue.value<number | null>('SELECT individual_id FROM box_identity WHERE box_id = ?', boxId);

describe('who a box shows', () => {
  it('is the last decision that nobody undid', () => {
    expect(shown()).toBeUndefined();
    decide('match', 1);
    const second = decide('new', 2);
    expect(shown()).toBe(2);
    decide('undo', null, { undoes: second });
    expect(shown()).toBe(1);
  });

  it('is not told by a blind second reviewer or by a pseudo-label', () => {
    decide('match', 1);
    decide('match', 2, { round: 'second' });
    decide('match', 2, { origin: 'pseudo-label' });
    expect(shown()).toBe(1);
  });

  it('follows a merge of individuals', () => {
    decide('match', 1);
    catalogue.run('UPDATE individuals SET merged_into = 2 WHERE id = 1');
    expect([...sightedBoxes(catalogue.db)].map(({ code }) => code)).toEqual(['A2']);
  });
});

describe('decisions', () => {
  it('are never changed or removed', () => {
    const id = decide('match', 1);
    expect(() => catalogue.run('UPDATE decisions SET individual_id = 2 WHERE id = ?', id)).toThrow(
      /append-only/,
    );
    expect(() => catalogue.run('DELETE FROM decisions')).toThrow(/append-only/);
  });

  it.each([
    ['match', null, {}],
    ['cannot-compare', 1, {}],
    ['undo', null, {}],
  ])('%s with individual %s is refused', (verdict, individual, more) => {
    expect(() => decide(verdict, individual, more)).toThrow(/CHECK/);
  });

  it('are undone once', () => {
    const first = decide('match', 1);
    decide('undo', null, { undoes: first });
    expect(() => decide('undo', null, { undoes: first })).toThrow(/UNIQUE/);
  });
});
