/** What a thread does with a workbook. Its bytes were looked at before (`workbook.ts`). */
import { streamOdsRows } from 'hucre/ods';
import { readXlsx } from 'hucre/xlsx';
import { cellText, type CellContent } from './cell-text.ts';

export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  line: number;
  cells: string[];
}

export interface Sheet {
  name: string;
  rows: SheetRow[];
}

/** Rows of which every cell is blank are passed over, and blank cells behind the last one. */
function rowOf(line: number, cells: string[]): SheetRow[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return last === -1 ? [] : [{ line, cells: cells.slice(0, last + 1) }];
}

async function xlsxSheets(bytes: Uint8Array): Promise<Sheet[]> {
  const book = await readXlsx(bytes, { readStyles: true });
  return book.sheets.map(({ name, rows, cells }) => ({
    name,
    rows: rows.flatMap((row, at) =>
      rowOf(
        at + 1,
        row.map((content, column) =>
          cellText(content as CellContent, cells?.get(`${at},${column}`)?.style?.numFmt),
        ),
      ),
    ),
  }));
}

async function odsSheets(bytes: Uint8Array, names: readonly string[]): Promise<Sheet[]> {
  const sheets = names.map((name): Sheet => ({ name, rows: [] }));
  for await (const { index, sheetIndex = 0, values } of streamOdsRows(bytes))
    sheets[sheetIndex]?.rows.push(
      ...rowOf(
        index + 1,
        values.map((content) => cellText(content as CellContent)),
      ),
    );
  return sheets;
}

/** @param names of the sheets, which an `.ods` has in order; null for an `.xlsx` */
export const readSheets = (bytes: Uint8Array, names: readonly string[] | null): Promise<Sheet[]> =>
  names === null ? xlsxSheets(bytes) : odsSheets(bytes, names);
