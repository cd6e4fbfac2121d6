import { parse } from 'csv-parse/sync';
import {
  delimiter as known,
  type Delimiter,
  type TextEncoding,
} from '#terms/imports/table-text.ts';
import { decodeText } from './decode-text.ts';

interface CsvRow {
  /** 1-based line on which the row begins. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  delimiter: Delimiter;
  encoding: TextEncoding;
}

/** What csv-parse gives with `info: true`. */
interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** The separator that splits the header into the most columns, quotes respected. */
function detectDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of known.options) {
    const [header] = parse(text.slice(0, 65_536), {
      delimiter,
      to: 1,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    if (header !== undefined && header.length > most) {
      most = header.length;
      best = delimiter;
    }
  }
  return best;
}

/**
 * A table as spreadsheets write it: any of the usual encodings, line ends and separators, quoted
 * cells with line breaks. Cells come back as text, trimmed; short rows are left short.
 *
 * @throws Error naming the file if it has no header row or an unclosed quote.
 */
export function readCsv(bytes: Uint8Array, file: string): CsvTable {
  const { text, encoding } = decodeText(bytes);
  const delimiter = detectDelimiter(text);
  let parsed: CsvRecord[];
  try {
    // The typings know `info` only together with `columns`.
    parsed = parse(text, {
      delimiter,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    throw new Error(
      `${file} cannot be read as a table: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (parsed.length === 0) throw new Error(`${file} is empty: it needs a header row and rows.`);
  const rows = parsed.map(({ record, info }) => ({
    // csv-parse counts the line on which a record ends; one with line breaks began earlier.
    line: info.lines - record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0),
    cells: record,
  }));
  return { header: rows[0].cells, rows: rows.slice(1), delimiter, encoding };
}
