import { basename } from 'node:path';
import { isWorkbook } from '#terms/files/endings.ts';
import type { TableSheet } from '#terms/imports/catalogue-table.ts';
import { guessColumns } from './catalogue-in/columns.ts';
import { readCsv, type CsvTable } from './csv-rows.ts';
import { mostTableBytes, readWhole } from './read-file.ts';
import type { Sheet } from './workbook/read-sheets.ts';
import { readWorkbook } from './workbook/workbook.ts';

/** A table, and for a workbook which sheets it could be and which it is. */
interface TableFile {
  table: CsvTable;
  sheets: TableSheet[];
  sheet: string | null;
}

/**
 * A table as a file has it: text whose cells are parted by something, or a sheet of a workbook.
 *
 * @param sheet by name; without it the only one that holds rows, or for a look (`guess`) the likeliest
 * @throws Error in words that name the file
 */
export async function readTableFile(
  file: string,
  sheet: string | undefined,
  guess: boolean,
): Promise<TableFile> {
  const name = basename(file);
  if (!isWorkbook(file)) {
    const table = readCsv(await readWhole(file, mostTableBytes), name);
    return { table, sheets: [], sheet: null };
  }
  const full = (await readWorkbook(file)).filter(({ rows }) => rows.length > 1);
  if (full.length === 0)
    throw new Error(`${name} has no sheet with a header row and rows below it.`);
  const chosen = sheetOf(full, sheet, guess, name);
  return {
    table: tableOf(chosen),
    sheets: full.map((each) => ({ name: each.name, rows: each.rows.length - 1 })),
    sheet: chosen.name,
  };
}

/** Rows of a sheet as those of a text. */
const tableOf = ({ rows: [header, ...rows] }: Sheet): CsvTable => ({
  header: header?.cells ?? [],
  rows,
  problems: [],
  delimiter: ',',
  encoding: 'utf-8',
});

const plain = (name: string) => name.trim().toLowerCase();

function sheetOf(
  sheets: readonly Sheet[],
  asked: string | undefined,
  guess: boolean,
  file: string,
): Sheet {
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  if (asked !== undefined) {
    const found = sheets.find(({ name }) => plain(name) === plain(asked));
    if (found !== undefined) return found;
    throw new Error(`${file} has no sheet "${asked}" with rows; it has ${names}.`);
  }
  const [first, ...others] = sheets;
  if (others.length === 0) return first;
  if (!guess)
    throw new Error(`${file} has several sheets, ${names}. Say which one holds the table.`);
  const tells = ({ rows }: Sheet) => {
    const { photo, individual } = guessColumns(rows[0]?.cells ?? []);
    return photo !== undefined && individual !== undefined;
  };
  return sheets.find(tells) ?? first;
}
