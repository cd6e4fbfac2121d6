import { parse } from 'csv-parse/sync';
import {
  delimiter as known,
  type Delimiter,
  type TextEncoding,
} from '#terms/imports/table-text.ts';
import { decodeText } from './decode-text.ts';

interface CsvRow {
  /** 1-based line on which the row begins; null for what has no lines. */
  line: number | null;
  /** What the row is of, where that is a file of its own. */
  file?: string;
  cells: string[];
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  /** Lines that cannot be read as a row; the others count. */
  problems: { line: number; reason: string }[];
  /** Files that say nothing, and why. */
  left?: readonly { file: string; reason: string }[];
  /** What should be known of rows that are there. */
  notes?: readonly { line: number | null; reason: string }[];
  delimiter: Delimiter;
  encoding: TextEncoding;
}

/** What csv-parse gives with `info: true`. */
interface CsvRecord {
  record: string[];
  info: { lines: number };
}

const usual = {
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
} as const;

/** The separator that splits the header into the most columns, quotes respected. */
function detectDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of known.options) {
    const header = headerOf(text, delimiter);
    if (header.length > most) {
      most = header.length;
      best = delimiter;
    }
  }
  return best;
}

function headerOf(text: string, delimiter: Delimiter): string[] {
  try {
    const [header] = parse(text.slice(0, 65_536), { ...usual, delimiter, to: 1 });
    return header ?? [];
  } catch {
    // A quote in the header that is never closed is told when the table is read.
    return [];
  }
}

/** Excel's own first line, which names the separator and is no row: `sep=;`. */
const separatorLine = /^\uFEFF?"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i;

/** `="007"`, which Excel needs to keep a text that looks like a number, and the blanks round it. */
const plain = (cell: string) => /^="(.*)"$/s.exec(cell)?.[1].replaceAll('""', '"') ?? cell;

/**
 * A table as spreadsheets write it: any of the usual encodings, line ends and separators, quoted
 * cells with line breaks. Cells come back as text, trimmed; short rows are left short. A quote that stands
 * in the middle of a cell is a sign of inches; one that swallows the rows after it is a problem of its line.
 *
 * @throws Error naming the file if it has no header row.
 */
export function readCsv(bytes: Uint8Array, file: string): CsvTable {
  const decoded = decodeText(bytes);
  const { encoding } = decoded;
  const said = separatorLine.exec(decoded.text);
  const text = said === null ? decoded.text : decoded.text.slice(said[0].length);
  const named = known.safeParse(said?.[1]);
  const delimiter = named.success ? named.data : detectDelimiter(text);
  const { rows, problems } = rowsOf(text, delimiter);
  const above = said === null ? 0 : 1;
  if (rows.length === 0) throw new Error(`${file} is empty: it needs a header row and rows.`);
  const lines = rows.map(({ line, cells }) => ({ line: line + above, cells: cells.map(plain) }));
  return {
    header: lines[0].cells,
    rows: lines.slice(1),
    problems: problems.map(({ line, reason }) => ({ line: line + above, reason })),
    delimiter,
    encoding,
  };
}

interface Rows {
  rows: { line: number; cells: string[] }[];
  problems: CsvTable['problems'];
}

function rowsOf(text: string, delimiter: Delimiter): Rows {
  const whole = parsed(text, delimiter);
  if (whole === null) return lineByLine(text, delimiter);
  const rows = whole.map(({ record, info }) => ({
    // csv-parse counts the line on which a record ends; one with line breaks began earlier.
    line: info.lines - record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0),
    cells: record,
  }));
  const columns = rows.at(0)?.cells.length ?? 0;
  // A cell that has whole rows in it was opened by a quote that nobody meant to open one.
  const swallows = rows.some(({ cells }) =>
    cells.some((cell) => cell.includes('\n') && hasRow(cell, delimiter, columns)),
  );
  return swallows ? lineByLine(text, delimiter) : { rows, problems: [] };
}

const hasRow = (cell: string, delimiter: Delimiter, columns: number) =>
  columns > 1 && cell.split('\n').some((line) => line.split(delimiter).length >= columns);

/** Null where a quote is never closed. */
function parsed(text: string, delimiter: Delimiter): CsvRecord[] | null {
  try {
    // The typings know `info` only together with `columns`.
    return parse(text, { ...usual, delimiter, info: true, trim: true }) as unknown as CsvRecord[];
  } catch {
    return null;
  }
}

/** Every line a row; one whose quote does not close on it is a problem. */
function lineByLine(text: string, delimiter: Delimiter): Rows {
  const rows: Rows['rows'] = [];
  const problems: CsvTable['problems'] = [];
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return;
    const [record] = parsed(line, delimiter) ?? [];
    if (record !== undefined) rows.push({ line: index + 1, cells: record.record });
    else
      problems.push({
        line: index + 1,
        reason: `A quotation mark opens a cell and none closes it: ${line.trim().slice(0, 60)}`,
      });
  });
  return { rows, problems };
}
