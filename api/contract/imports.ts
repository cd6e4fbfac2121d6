import { oc } from '@orpc/contract';
import { z } from 'zod';

/** What a column of a catalogue table can hold. */
export const importField = z.enum([
  'photo',
  'individual',
  'side',
  'date',
  'time',
  'place',
  'latitude',
  'longitude',
  'species',
  'encounter',
  'name',
  'sex',
  'photographer',
  'lifeStage',
  'angle',
  'exposure',
  'focus',
  'visible',
  'distinctiveness',
  'verdict',
  'identifiedBy',
  'notes',
  'boxClass',
  'boxX',
  'boxY',
  'boxW',
  'boxH',
]);
export type ImportField = z.infer<typeof importField>;

/** Column number, from 0, by field; a field without a column is not imported. */
export const columnMapping = z.partialRecord(importField, z.number().int().min(0));
export type ColumnMapping = z.infer<typeof columnMapping>;

/** Which of the first two numbers of `03/04/2021` is the day. */
export const dayOrder = z.enum(['day-first', 'month-first']);
export type DayOrder = z.infer<typeof dayOrder>;

/** A table, or a tree of folders named by individual and, inside, by side. */
export const catalogueSource = z.union([
  z.object({ file: z.string().min(1) }),
  z.object({ folder: z.string().min(1) }),
]);
export type CatalogueSource = z.infer<typeof catalogueSource>;

export const importReport = z.object({
  taken: z.number().int(),
  /** Rows whose content the catalogue already holds: importing twice adds nothing. */
  alreadyThere: z.number().int(),
  mended: z.number().int(),
  refused: z.number().int(),
  /** Of the mended and refused rows the first thousands, each with its place and the reason. */
  notes: z.array(
    z.object({
      file: z.string(),
      line: z.number().int().nullable(),
      outcome: z.enum(['mended', 'refused']),
      reason: z.string(),
    }),
  ),
});
export type ImportReport = z.infer<typeof importReport>;

export const inspectedTable = z.object({
  name: z.string(),
  header: z.array(z.string()),
  /** Cells of the first rows. */
  firstRows: z.array(z.array(z.string())),
  rows: z.number().int(),
  delimiter: z.string(),
  encoding: z.string(),
  /** A first guess, for the person to correct. */
  mapping: columnMapping,
  /**
   * How each column that may be a date reads: `iso` tells itself, `ambiguous` must be asked, `both` holds
   * dates of both orders, of which some will be refused.
   */
  dayOrders: z.array(z.enum(['iso', 'day-first', 'month-first', 'ambiguous', 'both'])),
  /** Pictures of a tree that the catalogue does not know yet; they must be imported first. */
  unknownPhotos: z.number().int(),
});
export type InspectedTable = z.infer<typeof inspectedTable>;

export const catalogueAdditions = z.object({
  individualsAdded: z.number().int(),
  individualsKnown: z.number().int(),
  identified: z.number().int(),
  boxesAdded: z.number().int(),
  encountersAdded: z.number().int(),
});
export type CatalogueAdditions = z.infer<typeof catalogueAdditions>;

export const importOutcome = z.object({ report: importReport, adds: catalogueAdditions });
export type ImportOutcome = z.infer<typeof importOutcome>;

const chosen = z.object({
  source: catalogueSource,
  mapping: columnMapping,
  /** Needed only while the dates do not tell themselves. */
  dayOrder: dayOrder.nullable().default(null),
});

export const importsContract = {
  /** Gives photos without a box, below a folder, one round the whole picture. */
  wholePhotoBoxes: oc
    .input(z.object({ folder: z.string().min(1) }))
    .output(z.object({ added: z.number().int() })),
  inspectCatalogue: oc.input(z.object({ source: catalogueSource })).output(inspectedTable),
  /** The dry run: what every row would become; nothing is stored. */
  planCatalogue: oc.input(chosen).output(importOutcome),
  /** Backs up the database, then stores what the plan says in one transaction. */
  storeCatalogue: oc.input(chosen).output(importOutcome.extend({ backup: z.string().nullable() })),
};
