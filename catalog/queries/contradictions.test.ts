import { afterEach, beforeEach, expect, it } from 'vitest';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { decide } from '../identity/decide.ts';
import { madeStudy } from '../exports/made-study.fixture.ts';
import { boxVersion } from './decisions.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => ({ catalogue, remove } = madeStudy()));
afterEach(() => remove());

const idOf = (code: string) =>
  catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code) ?? 0;
const match = (boxId: number, code: string) =>
  decide(
    catalogue,
    {
      boxes: [{ boxId, version: boxVersion(catalogue, boxId, 'first') }],
      verdict: 'match',
      individualId: idOf(code),
      code: null,
      round: 'first',
      candidates: [],
      modelId: null,
      note: '',
      reviewerId: 1,
    },
    1,
  ).contradictions;
/** Another fin on the photo of box 2, which shows TT001 beside a TT-2. */
const fin = (x: number, classId = 1) =>
  insertBox(
    catalogue,
    { photoId: 2, classId, x, y: 0.2, w: 0.2, h: 0.3, source: 'human', state: 'accepted' },
    1,
  );

it('the same animal twice on one photo is said at once', () => {
  expect(match(fin(0.02), 'TT001')).toMatchObject([
    { kind: 'twice', otherBoxId: 2, photoName: 'IMG_2042.JPG', code: 'TT001', otherCode: 'TT001' },
  ]);
});

it('two animals in boxes that lie in each other are said at once', () => {
  expect(match(fin(0.43), '=SUM(A1)')).toMatchObject([
    { kind: 'overlap', otherBoxId: 2, code: '=SUM(A1)', otherCode: 'TT001' },
  ]);
});

it('two animals side by side, and a fin on its own body, are no contradiction', () => {
  expect(match(fin(0.02), '=SUM(A1)')).toEqual([]);
  expect(match(fin(0.43, 2), 'TT001')).toEqual([]);
});
