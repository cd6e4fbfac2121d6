import type { ImportReport, RowNote } from '#terms/imports/report.ts';

/** Notes beyond this are counted but not kept: a file that is wrong on every line says so early. */
const KEPT_NOTES = 10_000;

/** Fills the report of an import, row by row. */
export class ReportBuilder {
  readonly #notes: RowNote[] = [];
  #taken = 0;
  #alreadyThere = 0;
  #mended = 0;
  #refused = 0;
  #left = 0;

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

  /** What was understood and is not taken. */
  leave(file: string, line: number | null, reason: string): void {
    this.#left += 1;
    this.#keep({ file, line, outcome: 'left', reason });
  }

  /** What a person should know and that is no row of its own. */
  note(file: string, line: number | null, reason: string): void {
    this.#keep({ file, line, outcome: 'noted', reason });
  }

  finish(): ImportReport {
    return {
      taken: this.#taken,
      alreadyThere: this.#alreadyThere,
      mended: this.#mended,
      refused: this.#refused,
      left: this.#left,
      notes: [...this.#notes],
    };
  }

  #keep(note: RowNote): void {
    if (this.#notes.length < KEPT_NOTES) this.#notes.push(note);
  }
}
