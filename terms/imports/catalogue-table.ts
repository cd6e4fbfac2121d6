import { z } from 'zod';
import { columnMapping } from './columns.ts';
import { columnDates, dayOrder } from './dates.ts';
import { importExample } from './example.ts';
import { importReport } from './report.ts';
import { delimiter, textEncoding } from './table-text.ts';

/**
 * A table; or the photos below a folder, of which the folders they lie in say who is on them, or their names by a
 * pattern (`parseNamePattern`), or the keywords in them.
 */
export const catalogueSource = z.union([
  z.object({
    file: z.string().min(1),
    /** Of a workbook the sheet; without it the only one that holds rows. */
    sheet: z.string().min(1).optional(),
  }),
  z.object({ folder: z.string().min(1), pattern: z.string().min(1) }),
  z.object({ folder: z.string().min(1), keywords: z.literal(true) }),
  z.object({ folder: z.string().min(1) }),
]);
export type CatalogueSource = z.infer<typeof catalogueSource>;

/** A sheet of a workbook, and how many rows it has below its header. */
const tableSheet = z.object({ name: z.string(), rows: z.number().int() });
export type TableSheet = z.infer<typeof tableSheet>;

/** What a source is, looked at and not yet read row by row. */
export const inspectedTable = z.object({
  name: z.string(),
  /** Sheets of a workbook that hold rows, and the one that is read; none of a text. */
  sheets: z.array(tableSheet),
  sheet: z.string().nullable(),
  header: z.array(z.string()),
  /** Cells of the first rows. */
  firstRows: z.array(z.array(z.string())),
  rows: z.number().int(),
  delimiter,
  encoding: textEncoding,
  /** A first guess, for the person to correct. */
  mapping: columnMapping,
  /** How each column that may be a date reads. */
  dayOrders: z.array(columnDates),
  /** Pictures of a tree that the catalogue does not know yet; they must be imported first. */
  unknownPhotos: z.number().int(),
});
export type InspectedTable = z.infer<typeof inspectedTable>;

/** A source, and what its columns hold. */
export const chosenColumns = z.object({
  source: catalogueSource,
  mapping: columnMapping,
  /** Needed only while the dates do not tell themselves. */
  dayOrder: dayOrder.nullable().default(null),
  /** Whether photos are told by their names alone, whatever folders the table names. */
  ignoreFolders: z.boolean().default(false),
});
export type ChosenColumns = z.input<typeof chosenColumns>;

/** What storing a table adds, or would add. */
const catalogueAdditions = z.object({
  individualsAdded: z.number().int(),
  individualsKnown: z.number().int(),
  identified: z.number().int(),
  boxesAdded: z.number().int(),
  /** Named as a whole: where on the photo the animal is, is found by its boxes. */
  photosNamed: z.number().int(),
  encountersAdded: z.number().int(),
});
export type CatalogueAdditions = z.infer<typeof catalogueAdditions>;

export const importOutcome = z.object({
  report: importReport,
  adds: catalogueAdditions,
  /** Of what goes in. */
  examples: z.array(importExample),
});
export type ImportOutcome = z.infer<typeof importOutcome>;
