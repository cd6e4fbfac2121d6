import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { decide } from '../identity/decide.ts';
import { boxVersion, undoStacks } from './decisions.ts';
import { previewMerge } from './preview-merge.ts';
import { chooseBest } from '../identity/best-photo.ts';
import { individualEdits } from './individual-edits.ts';
import { editIndividual } from '../identity/edit-individual.ts';
import { mergeIndividuals } from '../identity/merge-individuals.ts';
import { splitIndividual } from '../identity/split-individual.ts';
import { undoEdit } from '../identity/undo-individual-edit.ts';
import { boxesOfIndividual, getIndividual, listIndividuals } from './individuals.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeStudy());
});
afterEach(() => remove());

const ANN = 1;
const idOf = (code: string) =>
  catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code) ?? 0;
const boxesOf = (code: string) =>
  boxesOfIndividual(catalogue, idOf(code))
    .map(({ boxId }) => boxId)
    .sort((a, b) => a - b);
const rowsOf = (table: string) =>
  catalogue.all<Record<string, unknown>>(`SELECT * FROM ${table} ORDER BY id`);
const last = () => individualEdits(catalogue, null, 1)[0].id;

describe('an individual', () => {
  it('comes with its sightings, its places and the best photo of each side', () => {
    const [odd, second, first] = listIndividuals(catalogue);
    expect([odd, second, first].map(({ code }) => code)).toEqual(['=SUM(A1)', 'TT-2', 'TT001']);
    expect(first).toMatchObject({
      boxes: 4,
      // Two encounters, and a photo without one.
      sightings: 3,
      places: ['Chanonry', 'Spey Bay; outer'],
      firstMs: Date.parse('2026-06-07T10:42Z'),
      lastMs: Date.parse('2026-06-09T07:05Z'),
    });
    expect(first.best.right?.boxId).toBe(2);
    expect(first.best.unknown).toBeNull();
  });

  it('shows the photo of the best worst grade, unless a person chose another', () => {
    const card = () => getIndividual(catalogue, idOf('TT001')).best.left?.boxId;
    // Angles 1, 2, 1: the undated scan of middling angle wins.
    expect(card()).toBe(5);
    chooseBest(catalogue, idOf('TT001'), 'left', 1, ANN, 5);
    expect(card()).toBe(1);
    undoEdit(catalogue, last(), ANN, 6);
    expect(card()).toBe(5);
    expect(() => chooseBest(catalogue, idOf('TT001'), 'left', 2, ANN, 7)).toThrow(/left side/);
  });

  it('that was renamed is still found by its old code, and the rename can be undone', () => {
    const id = idOf('TT001');
    const renamed = editIndividual(catalogue, id, { code: 'K7', name: ' Kesslet II ' }, ANN, 5);
    expect(renamed).toMatchObject({ code: 'K7', name: 'Kesslet II', aliases: ['TT001'] });
    expect(() => editIndividual(catalogue, idOf('TT-2'), { code: 'tt001' }, ANN, 6)).toThrow(
      /tt001 names K7 already/,
    );
    undoEdit(catalogue, last(), ANN, 7);
    expect(getIndividual(catalogue, id)).toMatchObject({
      code: 'TT001',
      name: 'Kesslet',
      aliases: [],
    });
  });

  it('keeps through an undo what was changed since', () => {
    const id = idOf('TT001');
    editIndividual(catalogue, id, { sex: 'male', notes: 'a' }, ANN, 5);
    const edit = last();
    editIndividual(catalogue, id, { notes: 'b' }, ANN, 6);
    undoEdit(catalogue, edit, ANN, 7);
    expect(getIndividual(catalogue, id)).toMatchObject({ sex: 'female', notes: 'b' });
    expect(() => undoEdit(catalogue, edit, ANN, 8)).toThrow(/undone already/);
  });
});

describe('a merge', () => {
  it('leaves names of the other animal its own, whatever is written about this one later', () => {
    mergeIndividuals(catalogue, idOf('TT-2'), idOf('TT001'), ANN, 5);
    const merge = last();
    const aliases = ['TT-2', 'Nick'];
    expect(editIndividual(catalogue, idOf('TT001'), { aliases }, ANN, 6).aliases).toEqual([
      'Nick',
      'TT-2',
    ]);
    undoEdit(catalogue, merge, ANN, 7);
    expect(getIndividual(catalogue, idOf('TT-2')).code).toBe('TT-2');
    expect(getIndividual(catalogue, idOf('TT001')).aliases).toEqual(['Nick']);
  });

  it('is previewed with what speaks against it', () => {
    const { boxes, together, photosOfBoth, differences } = previewMerge(
      catalogue,
      idOf('TT-2'),
      idOf('TT001'),
    );
    expect(boxes).toBe(7);
    expect(together).toEqual([{ encounterId: 1, name: '2026-06-07 Chanonry' }]);
    expect(photosOfBoth).toEqual([{ photoId: 2, name: 'IMG_2042.JPG' }]);
    expect(differences).toEqual([{ fact: 'sex', from: 'male', into: 'female' }]);
  });

  it('moves no row, and its undo brings both back as they were', () => {
    const before = { decisions: rowsOf('decisions'), animals: listIndividuals(catalogue) };
    mergeIndividuals(catalogue, idOf('TT-2'), idOf('TT001'), ANN, 5);
    expect(rowsOf('decisions')).toEqual(before.decisions);
    expect(
      listIndividuals(catalogue).map(({ code, boxes, aliases }) => [code, boxes, aliases]),
    ).toEqual([
      ['=SUM(A1)', 1, []],
      ['TT001', 7, ['TT-2']],
    ]);
    expect(() => getIndividual(catalogue, idOf('TT-2'))).toThrow(/TT-2 was merged into TT001/);
    undoEdit(catalogue, last(), ANN, 6);
    expect(listIndividuals(catalogue)).toEqual(before.animals);
    expect(rowsOf('decisions')).toEqual(before.decisions);
  });

  it('of one into itself is refused', () => {
    expect(() => mergeIndividuals(catalogue, 1, 1, ANN, 5)).toThrow(/into itself/);
  });
});

describe('a split', () => {
  it('gives the chosen photos a new animal by further decisions, and its undo gives them back', () => {
    const animals = listIndividuals(catalogue);
    const decisions = rowsOf('decisions');
    const made = splitIndividual(catalogue, idOf('TT001'), [2, 5], { code: 'TT009' }, ANN, 5);
    expect(made).toMatchObject({ code: 'TT009', species: 'Tursiops truncatus', boxes: 2 });
    expect([boxesOf('TT001'), boxesOf('TT009')]).toEqual([
      [1, 8],
      [2, 5],
    ]);
    expect(rowsOf('decisions').slice(0, decisions.length)).toEqual(decisions);
    expect(undoStacks(catalogue, ANN).undone).toEqual([]);
    undoEdit(catalogue, last(), ANN, 6);
    expect(listIndividuals(catalogue).map(({ code, boxes }) => [code, boxes])).toEqual(
      animals.map(({ code, boxes }) => [code, boxes]),
    );
    expect(undoStacks(catalogue, ANN).undone).toEqual([]);
  });

  it('leaves photos that somebody judged since where they are', () => {
    splitIndividual(catalogue, idOf('TT001'), [2, 5], { individualId: idOf('TT-2') }, ANN, 5);
    const edit = last();
    decide(
      catalogue,
      {
        boxes: [{ boxId: 5, version: boxVersion(catalogue, 5, 'first') }],
        verdict: 'match',
        individualId: idOf('=SUM(A1)'),
        code: null,
        round: 'first',
        candidates: [],
        modelId: null,
        note: '',
        reviewerId: ANN,
      },
      6,
    );
    expect(undoEdit(catalogue, edit, ANN, 7).kept).toBe(1);
    expect(boxesOf('TT001')).toEqual([1, 2, 8]);
    expect(boxesOf('=SUM(A1)')).toContain(5);
  });

  it.each([
    [[1, 2, 5, 8], /photos that go and photos that stay/],
    [[], /photos that go and photos that stay/],
    [[1, 3], /belong to another individual/],
  ])('of %j is refused', (boxIds, reason) => {
    expect(() =>
      splitIndividual(catalogue, idOf('TT001'), boxIds, { code: 'TT009' }, ANN, 5),
    ).toThrow(reason);
    expect(idOf('TT009')).toBe(0);
  });
});
