import { expect, it } from 'vitest';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { judgeQueries } from '#catalog/training/judge-identities.ts';
import { madeBox } from '#catalog/training/made-box.fixture.ts';
import { ranksTable } from './ranks-table.ts';

const box = (boxId: number, animal: number, side: IdentityBox['side'] = 'left') =>
  madeBox(boxId, { individualId: animal, side });

it('writes every ranking, so that the figures can be computed from it alone', () => {
  const gallery = [box(1, 1), box(2, 2)].map((one) => ({
    box: one,
    individualId: one.boxId,
  }));
  const queries = [
    { box: box(11, 2), individualId: 2, known: true },
    { box: box(12, 9), individualId: 9, known: false },
    { box: box(13, 1, 'right'), individualId: 1, known: true },
  ];
  const vectors = {
    queries: Float32Array.of(0.6, 0.8, 1, 0, 1, 0),
    gallery: Float32Array.of(1, 0, 0, 1),
    dimensions: 2,
  };
  const judged = judgeQueries({ queries, gallery }, vectors, 'apart');
  expect([...ranksTable({ queries, gallery }, judged, [0.5, 0.6, 0.7])].join('')).toBe(
    [
      'query_box,photo,side,species,truth,is_known,place,individual,score,threshold',
      '11,11.jpg,left,,A2,1,1,A2,0.800000,0.500000',
      '11,11.jpg,left,,A2,1,2,A1,0.600000,0.500000',
      '12,12.jpg,left,,A9,0,1,A1,1.000000,0.600000',
      '12,12.jpg,left,,A9,0,2,A2,0.000000,0.600000',
      '13,13.jpg,right,,A1,1,,,,0.700000',
      '',
    ].join('\n'),
  );
});
