import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue } from '../made-catalogue.fixture.ts';
import { fillWithAnimals } from '../matching/made-animals.fixture.ts';
import { matchUnidentified } from './match-unidentified.ts';

let catalogue: Catalogue;
let remove: () => void;
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
});
afterEach(() => remove());

describe('candidates of fins that nobody judged', () => {
  it('are as many animals as asked for, however many photos the nearest have', () => {
    const { modelId } = fillWithAnimals(catalogue, { individuals: 12, photos: 121, named: 120 });
    const asked = { modelId, sides: 'apart' as const, classId: 1 };
    const { matched } = matchUnidentified(catalogue, asked, 10);
    expect(matched).toHaveLength(12);
    for (const { candidates } of matched) expect(candidates).toHaveLength(10);
    expect(matched[0]?.candidates[0]?.code).toBe('A001');
  });

  it('are never found by what else is on their own photo', () => {
    const { modelId } = fillWithAnimals(catalogue, { individuals: 3, photos: 3, named: 2 });
    const asked = { modelId, sides: 'apart' as const, classId: 1 };
    const before = matchUnidentified(catalogue, asked, 1).matched[0];
    expect(before?.candidates[0]?.code).toBe('A001');
    // The nearest named fin is now on the very photo that is asked about.
    catalogue.run('UPDATE boxes SET photo_id = ? WHERE id IN (1, 2)', before?.box.photoId);
    const after = matchUnidentified(catalogue, asked, 3).matched[0];
    expect(after?.candidates.map(({ code }) => code).sort()).toEqual(['A002', 'A003']);
  });
});
