import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import Database from 'better-sqlite3';
import type { Catalogue } from '#catalog/catalogue.ts';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { guessColumns } from '#catalog/formats/catalogue-in/columns.ts';
import { planCatalogue } from '#catalog/formats/catalogue-in/plan-catalogue.ts';
import { readCsv } from '#catalog/formats/csv-rows.ts';
import { ReportBuilder } from '#catalog/formats/report.ts';
import { catalogueContext } from '#catalog/import/catalogue-context.ts';
import { storeCatalogue } from '#catalog/import/store-catalogue.ts';
import { readFile } from 'node:fs/promises';
import { type ExportFormat } from '#terms/exports/formats.ts';
import type { BenchRow } from '../bench-row.ts';
import { exportAlone } from './export-alone.ts';
import { fillSightings } from './fill-sightings.ts';

const BAR_MS = 5000;

/** What a script would do that knows this one table: the joined rows, a comma between the cells. */
async function bareTable(database: string, file: string): Promise<number> {
  const start = performance.now();
  const db = new Database(database, { readonly: true });
  const out = createWriteStream(file);
  const rows = db
    .prepare(
      `SELECT i.code, i.name, i.species, e.name, p.taken_ms, e.place, p.latitude, p.longitude, b.side,
         b.distinctiveness, d.verdict, r.name, p.photographer, p.rel_path
       FROM decisions d JOIN boxes b ON b.id = d.box_id JOIN photos p ON p.id = b.photo_id
       JOIN individuals i ON i.id = d.individual_id JOIN encounters e ON e.id = p.encounter_id
       JOIN reviewers r ON r.id = d.reviewer_id ORDER BY i.code, e.name`,
    )
    .raw()
    .iterate() as IterableIterator<(string | number | null)[]>;
  let held = '';
  for (const row of rows) {
    held += `${row.join(',')}\n`;
    if (held.length > 65_536) {
      if (!out.write(held)) await once(out, 'drain');
      held = '';
    }
  }
  out.end(held);
  await once(out, 'close');
  db.close();
  return performance.now() - start;
}

async function withSightings<T>(
  sightings: number,
  work: (catalogue: Catalogue, parent: string) => Promise<T>,
): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), 'resight-bench-formats-'));
  const catalogue = createCatalogue(parent, 'Bench');
  try {
    fillSightings(catalogue, sightings);
    catalogue.checkpoint();
    return await work(catalogue, parent);
  } finally {
    catalogue.close();
    await rm(parent, { recursive: true, force: true });
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];

const formats: ExportFormat[] = ['sightings-csv', 'identifications-csv', 'mark', 'darwin-core'];

/** Tables of many sightings; the same table by a bare script is the peer. */
export async function tables(sightings = 100_000, rounds = 3): Promise<BenchRow[]> {
  return withSightings(sightings, async (catalogue, parent) => {
    const bare: number[] = [];
    const ours = new Map<ExportFormat, number[]>();
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await bareTable(catalogue.layout.database, join(parent, `bare ${round}.csv`)));
      for (const format of formats) {
        // Months of ten years of days are fewer characters than MARK's records may have.
        const { milliseconds } = await exportAlone(
          catalogue.folder,
          format,
          join(parent, `${format} ${round}`),
        );
        ours.set(format, [...(ours.get(format) ?? []), milliseconds]);
      }
    }
    return formats.map((format) => {
      const took = median(ours.get(format) ?? []);
      return {
        name: `${format} of ${sightings.toLocaleString('en')} sightings`,
        ours: took,
        peer: median(bare),
        peerName: 'a script that joins the same rows with commas',
        ratio: took / median(bare),
        unit: 'ms',
        bar: `≤ ${BAR_MS / 1000} s`,
        held: took <= BAR_MS,
        note: 'sightings grouped, filtered, counted, quoted, written whole or not at all',
      };
    });
  });
}

/** A catalogue table read into a catalogue that has its photos: tried, then stored. */
export async function importTable(rows = 100_000): Promise<BenchRow[]> {
  return withSightings(rows, async (catalogue, parent) => {
    const { bytes } = await exportAlone(catalogue.folder, 'identifications-csv', parent);
    const table = await readFile(join(parent, 'Bench identifications.csv'));
    const other = createCatalogue(parent, 'Other');
    try {
      fillSightings(other, rows);
      // Its photos as an import leaves them: nobody named, no box drawn.
      other.db.exec(`DROP TRIGGER decisions_are_never_removed; DELETE FROM decisions;
        DELETE FROM boxes; DROP TRIGGER codes_are_never_removed; DELETE FROM codes; DELETE FROM individuals;`);
      const parsing = performance.now();
      const read = readCsv(table, 'identifications.csv');
      const planning = performance.now();
      const report = new ReportBuilder();
      const plan = planCatalogue(
        read,
        'identifications.csv',
        { ...catalogueContext(other), mapping: guessColumns(read.header), dayOrder: null },
        report,
      );
      const storing = performance.now();
      storeCatalogue(other, plan, 'identifications.csv', 1);
      const end = performance.now();
      if (report.finish().taken !== rows) throw new Error('Not every row was taken.');
      const row = (name: string, ours: number, barMs: number): BenchRow => ({
        name: `${name} a table of ${rows.toLocaleString('en')} rows`,
        ours,
        peer: planning - parsing,
        peerName: 'csv-parse reading the same bytes',
        ratio: ours / (planning - parsing),
        unit: 'ms',
        bar: `≤ ${barMs / 1000} s`,
        held: ours <= barMs,
        note: `${(bytes / 1e6).toFixed(0)} MB`,
      });
      return [
        row('trying every row of', storing - parsing, 5000),
        row('storing', end - storing, 15_000),
      ];
    } finally {
      other.close();
    }
  });
}

/** The most memory that an export holds, of few and of many sightings. */
export async function memory(few = 20_000, many = 100_000): Promise<BenchRow[]> {
  const peaks = async (sightings: number) =>
    withSightings(sightings, async (catalogue, parent) => {
      const found = new Map<ExportFormat, number>();
      for (const format of ['sightings-csv', 'darwin-core', 'coco', 'portable'] as const) {
        const { peakBytes } = await exportAlone(catalogue.folder, format, join(parent, format));
        found.set(format, peakBytes);
      }
      return found;
    });
  const [ofFew, ofMany] = [await peaks(few), await peaks(many)];
  return [...ofMany].map(([format, bytes]) => {
    const before = ofFew.get(format) ?? Number.NaN;
    const ratio = bytes / before;
    return {
      name: `memory of ${format}, ${many.toLocaleString('en')} photos`,
      ours: bytes / 2 ** 20,
      peer: before / 2 ** 20,
      peerName: `the same of ${few.toLocaleString('en')}`,
      ratio,
      unit: 'MiB',
      bar: '≤ 1.5 × at five times the photos',
      held: ratio <= 1.5,
      note: 'the most that the exporting process held',
    };
  });
}
