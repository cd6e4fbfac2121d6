import Database from 'better-sqlite3';
import { openCatalogue } from '#catalog/open-catalogue.ts';
import { listEncounters } from '#catalog/queries/encounters.ts';
import { catalogueOverview } from '#catalog/queries/overview.ts';
import { listPhotos, photoFacets } from '#catalog/queries/photos.ts';
import type { BenchRow } from '../bench-row.ts';
import { medianMs } from '../median.ts';
import { withFilledCatalogue } from './fill.ts';

const PHOTOS = 50_000;
/** The shell's share of the two seconds that a person waits for an interactive grid. */
const BAR_MS = 500;

/** Opening with all its checks, and everything that the overview and the first grid ask for. */
export function opening(photos = PHOTOS): BenchRow[] {
  return withFilledCatalogue(photos, (filled) => {
    const { folder, layout } = filled;
    filled.close();
    const ours = medianMs(() => {
      const catalogue = openCatalogue(folder);
      listPhotos(catalogue, {}, { by: 'taken', descending: false }, 0, 200);
      photoFacets(catalogue);
      listEncounters(catalogue);
      catalogueOverview(catalogue);
      catalogue.close();
    });
    const peer = medianMs(() => {
      const db = new Database(layout.database);
      db.pragma('quick_check');
      db.close();
    });
    return [
      {
        name: 'opening a catalogue of 50,000 photos, shell side',
        ours,
        peer,
        peerName: 'bare better-sqlite3: open, quick_check, close',
        ratio: ours / peer,
        unit: 'ms',
        bar: `< ${BAR_MS} ms`,
        held: ours < BAR_MS,
        note: 'lock, checks, first page of 200, facets, encounters, overview, close',
      },
    ];
  });
}
