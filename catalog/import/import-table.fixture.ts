import type { Catalogue } from '../catalogue.ts';
import { guessColumns } from '../formats/catalogue-in/columns.ts';
import { planCatalogue } from '../formats/catalogue-in/plan-catalogue.ts';
import { readCsv } from '../formats/csv-rows.ts';
import { ReportBuilder } from '../formats/report.ts';
import { catalogueContext } from './catalogue-context.ts';
import { storeCatalogue } from './store-catalogue.ts';

/** Stores a table as an import of it would; its columns are guessed. */
export function importTable(catalogue: Catalogue, text: string, now = 50) {
  const table = readCsv(new TextEncoder().encode(text), 'names.csv');
  const report = new ReportBuilder();
  const context = {
    ...catalogueContext(catalogue),
    mapping: guessColumns(table.header),
    dayOrder: null,
  };
  const plan = planCatalogue(table, 'names.csv', context, report);
  return { adds: storeCatalogue(catalogue, plan, 'names.csv', now), report: report.finish() };
}
