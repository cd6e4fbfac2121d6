import { z } from 'zod';

/** A row that went in mended, or not at all. Rows that went in as they stood are only counted. */
const rowNote = z.object({
  /** The file as the person named it, or its path below the folder they named. */
  file: z.string(),
  /** From 1; null where the file has no lines (JSON) or the whole file is meant. */
  line: z.number().int().nullable(),
  outcome: z.enum(['mended', 'refused']),
  /** What was wrong, with the offending text, and what was done or can be done. */
  reason: z.string(),
});
export type RowNote = z.infer<typeof rowNote>;

/** What became of every row of an import; each importer fills one, and all are shown the same way. */
export const importReport = z.object({
  taken: z.number().int(),
  /** Rows whose content the catalogue already holds: importing twice adds nothing. */
  alreadyThere: z.number().int(),
  mended: z.number().int(),
  refused: z.number().int(),
  /** Of the mended and refused rows the first thousands. */
  notes: z.array(rowNote),
});
export type ImportReport = z.infer<typeof importReport>;
