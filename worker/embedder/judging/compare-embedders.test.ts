import { expect, test } from 'vitest';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { unlearnedQueries } from './compare-embedders.ts';

const box = (boxId: number, encounter: string) => ({ boxId, encounter }) as IdentityBox;

test('a query counts for a comparison only if no photo of its encounter was learned', () => {
  const boxes = [box(1, 'a'), box(2, 'a'), box(3, 'b'), box(4, 'c'), box(5, 'd')];
  const queries = [boxes[1], boxes[2], boxes[3], boxes[4]].map((each) => ({
    box: each,
    individualId: 1,
    known: true,
  }));
  const split = {
    train: [{ boxId: 1, individualId: 1 }],
    pseudo: [{ boxId: 5, individualId: 1 }],
  };
  // Of encounter a box 1 was learned, and box 5 under a name that no person gave.
  expect(unlearnedQueries({ queries }, split, boxes)).toEqual([1, 2]);
});
