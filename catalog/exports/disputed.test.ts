import { expect, it } from 'vitest';
import { exportOptions } from '#terms/exports/options.ts';
import { addReviewer } from '../identity/add-reviewer.ts';
import { decide } from '../identity/decide.ts';
import { exportSource } from './export-source.ts';
import { madeStudy } from './made-study.fixture.ts';
import { previewExport } from './preview-export.ts';

it('an export says how many of its fins are in dispute, and leaves them out where it is asked to', async () => {
  const { catalogue, remove } = madeStudy();
  const ben = addReviewer(catalogue, 'Ben', 1).id;
  decide(
    catalogue,
    {
      boxes: [{ boxId: 2, version: 0 }],
      verdict: 'new',
      individualId: null,
      code: null,
      round: 'second',
      candidates: [],
      modelId: null,
      note: '',
      reviewerId: ben,
    },
    1,
  );
  const preview = (filter: { settledOnly?: boolean }) =>
    previewExport(
      exportSource(catalogue.db, catalogue.folder),
      'identifications-csv',
      exportOptions.parse({ filter }),
    );
  const all = await preview({});
  expect([all.disputed, all.counts.boxes, all.leftOut]).toEqual([1, 8, []]);
  const settled = await preview({ settledOnly: true });
  expect([settled.disputed, settled.counts.boxes]).toEqual([0, 7]);
  expect(settled.leftOut).toEqual([{ reason: 'in dispute', count: 1 }]);
  remove();
});
