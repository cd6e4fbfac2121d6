/**
 * What became of every row of an import. Each importer of the catalogue fills one of these, and the
 * CLI, the API and the screens show it the same way. Rows that went in as they stood are only
 * counted; every mended or refused row is kept with its place and the reason.
 */
export interface RowNote {
  /** The file as the person named it, or its path below the folder they named. */
  file: string;
  /** 1-based line; null where the file has no lines (JSON) or the whole file is meant. */
  line: number | null;
  outcome: 'mended' | 'refused';
  /** What was wrong, with the offending text, and what was done or can be done. */
  reason: string;
}

export interface ImportReport {
  taken: number;
  /** Rows whose content the catalogue already holds: importing twice adds nothing. */
  alreadyThere: number;
  mended: number;
  refused: number;
  notes: readonly RowNote[];
}

/** Notes beyond this are counted but not kept: a file that is wrong on every line says so early. */
export const KEPT_NOTES = 10_000;

export class ReportBuilder {
  readonly #notes: RowNote[] = [];
  #taken = 0;
  #alreadyThere = 0;
  #mended = 0;
  #refused = 0;

  take(rows = 1): void {
    this.#taken += rows;
  }

  skip(rows = 1): void {
    this.#alreadyThere += rows;
  }

  /** A row that went in after a repair; counted as mended, not as taken. */
  mend(file: string, line: number | null, reason: string): void {
    this.#mended += 1;
    this.#keep({ file, line, outcome: 'mended', reason });
  }

  refuse(file: string, line: number | null, reason: string): void {
    this.#refused += 1;
    this.#keep({ file, line, outcome: 'refused', reason });
  }

  finish(): ImportReport {
    return {
      taken: this.#taken,
      alreadyThere: this.#alreadyThere,
      mended: this.#mended,
      refused: this.#refused,
      notes: [...this.#notes],
    };
  }

  #keep(note: RowNote): void {
    if (this.#notes.length < KEPT_NOTES) this.#notes.push(note);
  }
}
