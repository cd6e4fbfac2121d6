import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExportFormat } from '#terms/exports/formats.ts';
import { usualOptions } from '#terms/exports/options.ts';
import type { Catalogue } from '../catalogue.ts';
import { guessColumns } from '../formats/catalogue-in/columns.ts';
import { planCatalogue } from '../formats/catalogue-in/plan-catalogue.ts';
import { readCsv } from '../formats/csv-rows.ts';
import { ReportBuilder } from '../formats/report.ts';
import { groupIntoEncounters } from '../encounters/group-encounters.ts';
import { catalogueContext } from '../import/catalogue-context.ts';
import { storeCatalogue, wouldStore } from '../import/store-catalogue.ts';
import { madeCatalogue } from '../made-catalogue.fixture.ts';
import { exportSource } from './export-source.ts';
import { madeStudy, STUDY_UUID, storeStudyPhotos } from './made-study.fixture.ts';
import { writeExport } from './write-export.ts';

let folder: string;
let study: ReturnType<typeof madeStudy>;
let other: ReturnType<typeof madeCatalogue>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-round-'));
  study = madeStudy();
  other = madeCatalogue();
  storeStudyPhotos(other.catalogue);
  // As after an import of photos: every photo is in an encounter that the program guessed.
  groupIntoEncounters(other.catalogue, 'ungrouped', 60, { now: 1 });
});
afterEach(async () => {
  study.remove();
  other.remove();
  await rm(folder, { recursive: true });
});

async function exported(catalogue: Catalogue, format: ExportFormat): Promise<Buffer> {
  const { path } = await writeExport(
    exportSource(catalogue.db, catalogue.folder),
    format,
    usualOptions,
    { folder, name: null, ifThere: 'number' },
  );
  return readFile(path);
}

function read(bytes: Uint8Array, catalogue: Catalogue) {
  const table = readCsv(bytes, 'identifications.csv');
  const report = new ReportBuilder();
  const plan = planCatalogue(
    table,
    'identifications.csv',
    { ...catalogueContext(catalogue), mapping: guessColumns(table.header), dayOrder: null },
    report,
  );
  return { plan, report: report.finish() };
}

describe('the table of identifications', () => {
  it('read into another catalogue gives the same bytes in every table and history', async () => {
    const table = await exported(study.catalogue, 'identifications-csv');
    const { plan, report } = read(table, other.catalogue);
    expect(report).toMatchObject({ taken: 8, mended: 0, refused: 0, alreadyThere: 0 });
    const expected = wouldStore(other.catalogue, plan);
    expect(storeCatalogue(other.catalogue, plan, 'identifications.csv', 9)).toEqual(expected);
    expect(expected).toEqual({
      individualsAdded: 3,
      individualsKnown: 0,
      photosNamed: 0,
      identified: 8,
      boxesAdded: 8,
      // The other two are named as the program names them itself.
      encountersAdded: 1,
    });
    // The uuid and the names in occurrence ids are of the catalogue, not of the table.
    other.catalogue.run(
      `UPDATE settings SET value = json_quote(?) WHERE key = 'catalogue.uuid'`,
      STUDY_UUID,
    );
    // A photo that the table puts in no encounter stays in the one that the program guessed.
    other.catalogue.run(
      `UPDATE photos SET encounter_id = NULL WHERE rel_path = 'undated/scan.jpg'`,
    );
    for (const format of [
      'identifications-csv',
      'sightings-csv',
      'individuals-csv',
      'mark',
      'rmark',
    ] as const) {
      expect([format, (await exported(other.catalogue, format)).toString()]).toEqual([
        format,
        (await exported(study.catalogue, format)).toString(),
      ]);
    }
  });

  it('read twice adds nothing the second time', async () => {
    const table = await exported(study.catalogue, 'identifications-csv');
    storeCatalogue(other.catalogue, read(table, other.catalogue).plan, 'i.csv', 9);
    const decisions = other.catalogue.value('SELECT count(*) FROM decisions');
    const { plan, report } = read(table, other.catalogue);
    expect(report).toMatchObject({ taken: 0, alreadyThere: 8, refused: 0 });
    storeCatalogue(other.catalogue, plan, 'i.csv', 10);
    expect(other.catalogue.value('SELECT count(*) FROM decisions')).toBe(decisions);
    expect(other.catalogue.value('SELECT count(*) FROM individuals')).toBe(3);
  });

  it('is stored whole or not at all', async () => {
    const table = await exported(study.catalogue, 'identifications-csv');
    const { plan } = read(table, other.catalogue);
    plan.identities[7].photoId = 9999;
    expect(() => storeCatalogue(other.catalogue, plan, 'i.csv', 9)).toThrow(/FOREIGN KEY/);
    for (const what of ['individuals', 'decisions', 'boxes', 'reviewers']) {
      expect([what, other.catalogue.value(`SELECT count(*) FROM ${what}`)]).toEqual([what, 0]);
    }
  });

  it('keeps what a person wrote, and fills only what is blank', async () => {
    other.catalogue.run(
      `INSERT INTO individuals (code, name, sex, created_at) VALUES ('tt001', 'Old name', 'male', 0)`,
    );
    const table = await exported(study.catalogue, 'identifications-csv');
    storeCatalogue(other.catalogue, read(table, other.catalogue).plan, 'i.csv', 9);
    expect(
      other.catalogue.get(
        `SELECT code, name, sex, life_stage AS stage FROM individuals WHERE code = 'TT001'`,
      ),
    ).toEqual({ code: 'tt001', name: 'Old name', sex: 'male', stage: 'adult' });
    expect(
      other.catalogue.get(`SELECT origin, note, verdict FROM decisions ORDER BY id LIMIT 1`),
    ).toEqual({ origin: 'import', note: 'i.csv, line 2', verdict: 'new' });
  });
});
