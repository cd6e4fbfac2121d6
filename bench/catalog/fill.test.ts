import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#catalog/catalogue.ts';
import { listPhotos, photoFacets, photoIds } from '#catalog/queries/photos.ts';
import type { PhotoFilter, PhotoSort } from '#terms/photos/photos.ts';
import { withFilledCatalogue } from './fill.ts';

describe('a filled catalogue', () => {
  it('is sound, has every kind of photo that a filter asks for, and is the same each time', () => {
    const look = (catalogue: Catalogue) => {
      expect(catalogue.integrityProblems()).toEqual([]);
      expect(catalogue.db.pragma('foreign_key_check')).toEqual([]);
      return photoFacets(catalogue);
    };
    const facets = withFilledCatalogue(600, look);
    expect(facets.total).toBe(600);
    for (const count of [facets.checked, facets.withoutBoxes, facets.withProposals]) {
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(600);
    }
    expect(facets.species).toHaveLength(3);
    expect(withFilledCatalogue(600, look)).toEqual(facets);
  });

  it('gives pages that are slices of all its ids, whether few or many photos pass the filter', () => {
    withFilledCatalogue(7000, (catalogue) => {
      const filters: PhotoFilter[] = [
        {},
        { checked: true },
        { missing: false },
        { missing: true },
        { text: 'DSC_00' },
        { text: '2019-05-0' },
        { species: 'Grampus griseus', boxes: 'some' },
      ];
      const sorts: PhotoSort[] = (['taken', 'name', 'imported'] as const).flatMap((by) =>
        [false, true].map((descending) => ({ by, descending })),
      );
      for (const filter of filters) {
        for (const sort of sorts) {
          const ids = photoIds(catalogue, filter, sort);
          expect(ids.length).toBeGreaterThan(0);
          for (const offset of [0, Math.max(0, ids.length - 7), ids.length]) {
            const { total, rows } = listPhotos(catalogue, filter, sort, offset, 20);
            expect(total).toBe(ids.length);
            expect(rows.map(({ id }) => id)).toEqual(ids.slice(offset, offset + 20));
          }
        }
      }
    });
  });
});
