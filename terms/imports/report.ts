import { z } from 'zod';

/**
 * What is told of a row or a file: `mended` went in after a repair, `refused` did not and should have, `left` did not
 * and was not meant to, `noted` is told only. Rows that went in as they stood are only counted.
 */
export const noteOutcome = z.enum(['refused', 'left', 'mended', 'noted']);
export type NoteOutcome = z.infer<typeof noteOutcome>;

/** One of them. */
const rowNote = z.object({
  /** The file as the person named it, or its path below the folder they named. */
  file: z.string(),
  /** From 1; null where the file has no lines (JSON) or the whole file is meant. */
  line: z.number().int().nullable(),
  outcome: noteOutcome,
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
  /** Understood and not taken, such as a photo in no animal's folder. */
  left: z.number().int(),
  /** Of all that is told the first thousands. */
  notes: z.array(rowNote),
});
export type ImportReport = z.infer<typeof importReport>;

/** Whether all that an import saw went in or was there: what the exit code of a command tells. */
export const tookAll = ({ refused, left }: Pick<ImportReport, 'refused' | 'left'>): boolean =>
  refused === 0 && left === 0;

/** `12 taken, 1 mended, 3 already there, 2 refused, 1 left out`. */
export const countsInWords = (report: ImportReport): string =>
  [
    `${report.taken} taken`,
    `${report.mended} mended`,
    `${report.alreadyThere} already there`,
    `${report.refused} refused`,
    ...(report.left > 0 ? [`${report.left} left out`] : []),
  ].join(', ');

/** A note as a line of text: `animals.csv:12: refused: …`. */
export const noteInWords = ({ file, line, outcome, reason }: RowNote): string =>
  `${file}${line === null ? '' : `:${line}`}: ${outcome === 'left' ? 'left out' : outcome}: ${reason}`;
