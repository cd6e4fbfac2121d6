import { basename } from 'node:path';
import { backUp } from '#catalog/backup.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { dayOrderOf } from '#catalog/formats/catalogue-in/dates.ts';
import { planCatalogue, type CataloguePlan } from '#catalog/formats/catalogue-in/plan-catalogue.ts';
import type { CsvTable } from '#catalog/formats/csv-rows.ts';
import { ReportBuilder } from '#catalog/formats/report.ts';
import { nameExamples } from '#catalog/import/examples.ts';
import { catalogueContext } from '#catalog/import/catalogue-context.ts';
import { readSource } from '#catalog/import/read-source.ts';
import { likelyCutOuts, makeCutOuts } from '#catalog/import/cut-outs.ts';
import { recordingImport } from '#catalog/imports/record-import.ts';
import { undoImport } from '#catalog/imports/undo-import.ts';
import { isOfKind, listJobs } from '#catalog/queries/jobs.ts';
import { storeSettings } from '#catalog/settings/store-settings.ts';
import { listImports } from '#catalog/queries/imports.ts';
import { storeCatalogue, wouldStore } from '#catalog/import/store-catalogue.ts';
import type { CatalogueSource, ChosenColumns } from '#terms/imports/catalogue-table.ts';
import { neededFields, type ColumnMapping } from '#terms/imports/columns.ts';
import type { DayOrder } from '#terms/imports/dates.ts';
import type { ImportReport } from '#terms/imports/report.ts';
import { AppError } from '../errors.ts';
import { os } from './base.ts';
import { refuseBlind } from '../seat.ts';
import { absoluteFolder } from './catalogue.ts';
import { settingsOf } from './settings.ts';
import { reviewerOf } from './settings.ts';

const FIRST_ROWS = 12;
/** Notes that travel; the counts are of all. */
const MOST_NOTES = 5000;

const absolute = (source: CatalogueSource): CatalogueSource =>
  'file' in source
    ? { ...source, file: absoluteFolder(source.file) }
    : { ...source, folder: absoluteFolder(source.folder) };

async function plan(
  catalogue: Catalogue,
  { source, mapping, dayOrder = null, ignoreFolders = false }: ChosenColumns,
): Promise<{ name: string; plan: CataloguePlan; report: ImportReport }> {
  const { name, table } = await readSource(catalogue, absolute(source));
  for (const [field, column] of Object.entries(mapping)) {
    if (column !== undefined && column >= table.header.length) {
      throw new AppError(
        'bad-input',
        `${name} has ${table.header.length} columns; column ${column + 1} was chosen as the ${field}.`,
        { field, column },
      );
    }
  }
  for (const field of neededFields) {
    if (mapping[field] === undefined) {
      throw new AppError(
        'bad-input',
        `Say which column of ${name} holds the ${field}; its columns are ${table.header.join(', ')}.`,
        { field },
      );
    }
  }
  const report = new ReportBuilder();
  // Levels of folders that are no animals are no columns that somebody filled in.
  const unread = 'file' in source ? unreadColumns(table, mapping) : [];
  if (unread.length > 0)
    report.note(name, null, `Columns that are not read: ${unread.join(', ')}.`);
  const planned = planCatalogue(
    table,
    name,
    {
      ...catalogueContext(catalogue, { ignoreFolders }),
      mapping,
      dayOrder: dayOrder ?? orderOf(table, mapping),
    },
    report,
  );
  return { name, plan: planned, report: report.finish() };
}

/** The order that the date column itself tells; null if it does not, and then a person must say. */
function orderOf({ rows }: CsvTable, { date }: ColumnMapping): DayOrder | null {
  if (date === undefined) return null;
  const order = dayOrderOf(rows.map(({ cells }) => cells[date] ?? ''));
  return order === 'day-first' || order === 'month-first' ? order : null;
}

/** Columns that hold something and are taken for nothing. */
function unreadColumns({ header, rows }: CsvTable, mapping: ColumnMapping): string[] {
  const taken = new Set(Object.values(mapping));
  return header.filter(
    (_, column) =>
      !taken.has(column) && rows.some(({ cells }) => (cells[column] ?? '').trim() !== ''),
  );
}

const sent = ({ notes, ...counts }: ImportReport) => ({
  ...counts,
  notes: notes.slice(0, MOST_NOTES),
});

export const imports = {
  makeCutOuts: os.imports.makeCutOuts.handler(({ input, context: { app, seat } }) => {
    const { catalogue } = app.open;
    const paths = input.paths.map(absoluteFolder);
    const about = {
      kind: 'cut-outs',
      source: paths.join(', '),
      reviewerId: seat?.reviewerId ?? null,
    } as const;
    const now = Date.now();
    return recordingImport(catalogue, about, now, () => ({
      added: makeCutOuts(catalogue, paths, input.className, now),
    }));
  }),
  askedCutOuts: os.imports.askedCutOuts.handler(({ context: { app } }) => {
    const { catalogue } = app.open;
    const last = listJobs(catalogue, 50)
      .filter((job) => isOfKind(job, 'import-photos'))
      .find(({ state }) => state === 'done');
    if (last === undefined || (last.result?.likelyCutOuts ?? 0) === 0) return null;
    if (settingsOf(app).cutOutsAnswered >= last.id) return null;
    const { paths } = last.spec;
    const photos = likelyCutOuts(catalogue, paths);
    return photos === 0 ? null : { jobId: last.id, photos, paths };
  }),
  answerCutOuts: os.imports.answerCutOuts.handler(({ input, context: { app } }) => {
    storeSettings(app.open.catalogue, { cutOutsAnswered: input.jobId });
  }),
  list: os.imports.list.handler(({ input, context: { app } }) =>
    listImports(app.open.catalogue, input.limit),
  ),
  undo: os.imports.undo.handler(({ input: { importId, dryRun }, context: { app, seat } }) => {
    refuseBlind(seat);
    return undoImport(app.open.catalogue, importId, reviewerOf(app, seat), Date.now(), dryRun);
  }),
  inspectCatalogue: os.imports.inspectCatalogue.handler(async ({ input, context: { app } }) => {
    const { catalogue } = app.open;
    const { name, table, guess, sheets, sheet, unknownPhotos } = await readSource(
      catalogue,
      absolute(input.source),
      true,
    );
    const { header, rows, delimiter, encoding } = table;
    return {
      name,
      sheets,
      sheet,
      header,
      firstRows: rows.slice(0, FIRST_ROWS).map(({ cells }) => cells),
      rows: rows.length,
      delimiter,
      encoding,
      mapping: guess,
      dayOrders: header.map((_, column) =>
        dayOrderOf(rows.map(({ cells }) => cells[column] ?? '')),
      ),
      unknownPhotos,
    };
  }),
  planCatalogue: os.imports.planCatalogue.handler(async ({ input, context: { app } }) => {
    const { catalogue } = app.open;
    const { name, plan: planned, report } = await plan(catalogue, input);
    return {
      report: sent(report),
      adds: wouldStore(catalogue, planned),
      examples: nameExamples(catalogue, planned, name),
    };
  }),
  storeCatalogue: os.imports.storeCatalogue.handler(async ({ input, context: { app, seat } }) => {
    const { catalogue } = app.open;
    if (catalogue.readOnly) {
      throw new AppError(
        'catalogue-read-only',
        `${catalogue.folder} cannot be written. Copy it to a folder of yours.`,
      );
    }
    const { name, plan: planned, report } = await plan(catalogue, input);
    if (planned.identities.length === 0 && planned.individuals.size === 0) {
      return {
        report: sent(report),
        adds: wouldStore(catalogue, planned),
        examples: [],
        backup: null,
      };
    }
    const backup = backUp(catalogue.db, catalogue.layout.backups, 'before-import');
    const about = {
      kind: 'individuals',
      source: name,
      reviewerId: seat?.reviewerId ?? null,
    } as const;
    const examples = nameExamples(catalogue, planned, name);
    const now = Date.now();
    const adds = recordingImport(catalogue, about, now, () =>
      storeCatalogue(catalogue, planned, name, now),
    );
    return { report: sent(report), adds, examples, backup: basename(backup.file) };
  }),
};
