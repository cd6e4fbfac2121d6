import type { ExportFacets } from '#terms/exports/report.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';

export function exportFacets(catalogue: Catalogue): ExportFacets {
  const seen = catalogue.get<Omit<ExportFacets, 'photos' | 'boxes' | 'species'>>(
    `SELECT count(*) AS identifications, count(DISTINCT w.individual_id) AS individuals,
       min(p.taken_ms) AS firstMs, max(p.taken_ms) AS lastMs,
       count(p.latitude) AS withPosition
     FROM box_identity w JOIN boxes b ON b.id = w.box_id AND b.deleted_at IS NULL
     JOIN photos p ON p.id = b.photo_id
     WHERE w.individual_id IS NOT NULL`,
  );
  return {
    ...(seen ?? {
      identifications: 0,
      individuals: 0,
      firstMs: null,
      lastMs: null,
      withPosition: 0,
    }),
    photos: catalogue.value<number>('SELECT count(*) FROM photos') ?? 0,
    boxes:
      catalogue.value<number>(
        `SELECT count(*) FROM boxes b
         WHERE b.state = 'accepted' AND b.deleted_at IS NULL AND ${isPlace('b')}`,
      ) ?? 0,
    species: catalogue
      .all<{ name: string }>(
        `SELECT species AS name FROM individuals WHERE species IS NOT NULL
         UNION SELECT species FROM encounters WHERE species IS NOT NULL
         UNION SELECT species FROM photos WHERE species IS NOT NULL ORDER BY 1`,
      )
      .map(({ name }) => name),
  };
}
