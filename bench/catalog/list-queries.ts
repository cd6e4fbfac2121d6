import type { Catalogue } from '#catalog/catalogue.ts';
import { listEncounters } from '#catalog/queries/encounters.ts';
import { catalogueOverview } from '#catalog/queries/overview.ts';
import { listPhotos, photoFacets, photoIds } from '#catalog/queries/photos.ts';
import type { PhotoFilter, PhotoSort } from '#terms/photos/photos.ts';
import type { BenchRow } from '../bench-row.ts';
import { medianMs } from '../median.ts';
import { withFilledCatalogue } from './fill.ts';

const PHOTOS = 100_000;
const BAR_MS = 50;
/** The overview is no list: a dozen counts over photos, boxes and decisions in one answer. */
const OVERVIEW_BAR_MS = 150;

const filters: Record<string, PhotoFilter> = {
  everything: {},
  'one encounter': { encounterId: 400 },
  'no encounter': { encounterId: null },
  'a month': { takenFrom: Date.UTC(2021, 5, 1), takenTo: Date.UTC(2021, 6, 1) },
  'without boxes': { boxes: 'none' },
  'with boxes': { boxes: 'some' },
  'with proposals': { boxes: 'proposed' },
  'a species': { species: 'Tursiops truncatus' },
  checked: { checked: true },
  unchecked: { checked: false },
  missing: { missing: true },
  'not missing': { missing: false },
  'a text that many names hold': { text: 'DSC_0' },
  'a text that no name holds': { text: 'zzz' },
  'unchecked, with boxes, a species': {
    checked: false,
    boxes: 'some',
    species: 'Grampus griseus',
  },
  'a year, checked, not missing': {
    takenFrom: Date.UTC(2021, 0, 1),
    takenTo: Date.UTC(2022, 0, 1),
    checked: true,
    missing: false,
  },
};

const sorts: PhotoSort[] = (['taken', 'name', 'imported'] as const).flatMap((by) =>
  [false, true].map((descending) => ({ by, descending })),
);

/** Every filter with every sort, first page and last, against a bare scan of the same table. */
export function listQueries(photos = PHOTOS): BenchRow[] {
  return withFilledCatalogue(photos, measure);
}

function measure(catalogue: Catalogue): BenchRow[] {
  const bare = catalogue.db.prepare('SELECT id, name, taken_ms FROM photos').raw();
  const peer = medianMs(() => bare.all());
  const row = (name: string, ours: number, note: string, bar = BAR_MS): BenchRow => ({
    name,
    ours,
    peer,
    peerName: 'bare better-sqlite3 reading id, name and time of every photo',
    ratio: ours / peer,
    unit: 'ms',
    bar: `< ${bar} ms`,
    held: ours < bar,
    note,
  });
  const rows: BenchRow[] = [];
  for (const [name, filter] of Object.entries(filters)) {
    let slowest = { ms: 0, note: '' };
    for (const sort of sorts) {
      const { total } = listPhotos(catalogue, filter, sort, 0, 1);
      for (const offset of [0, Math.max(0, total - 200)]) {
        const ms = medianMs(() => listPhotos(catalogue, filter, sort, offset, 200));
        if (ms > slowest.ms) {
          const direction = sort.descending ? 'descending' : 'ascending';
          slowest = {
            ms,
            note: `${total} photos; slowest: by ${sort.by} ${direction}, at ${offset}`,
          };
        }
      }
    }
    rows.push(row(`list page, ${name}`, slowest.ms, slowest.note));
  }
  rows.push(
    row(
      'ids of all photos',
      medianMs(() => photoIds(catalogue, {}, { by: 'taken', descending: false })),
      '',
    ),
    row(
      'photo facets',
      medianMs(() => photoFacets(catalogue)),
      '',
    ),
    row(
      'encounters',
      medianMs(() => listEncounters(catalogue)),
      '',
    ),
    row(
      'overview',
      medianMs(() => catalogueOverview(catalogue)),
      '84,000 boxes, 50,000 decisions',
      OVERVIEW_BAR_MS,
    ),
  );
  return rows;
}
