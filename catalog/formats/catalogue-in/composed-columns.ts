/**
 * Columns of a table that mean something only together, as Wildbook's bulk import has them: year, month and day,
 * hour and minutes, genus and species, a column for each photo.
 */
import type { CsvTable } from '../csv-rows.ts';

const plain = (header: string) => header.toLowerCase().replace(/[^a-z0-9]+/g, '');

interface Composed {
  /** What the new column is called, which `importFields` knows. */
  name: string;
  /** Which columns it is made of, by name; null if the table does not have them. */
  parts: (names: readonly string[]) => number[] | null;
  /** The cell made of those of its parts. */
  cell: (cells: readonly string[]) => string;
}

/** Columns that are called one of several words each, all there. */
const all =
  (...words: readonly (readonly string[])[]) =>
  (names: readonly string[]): number[] | null => {
    const found = words.map((called) => names.findIndex((name) => called.includes(name)));
    return found.includes(-1) ? null : found;
  };

/** As far as they are there, the first of them at least. */
const first =
  (...words: readonly (readonly string[])[]) =>
  (names: readonly string[]): number[] | null => {
    const found = words.map((called) => names.findIndex((name) => called.includes(name)));
    const until = found.indexOf(-1);
    return until === 0 ? null : found.slice(0, until === -1 ? undefined : until);
  };

const two = (text: string) => text.padStart(2, '0');

const composed: readonly Composed[] = [
  {
    name: 'Encounter.mediaAssets',
    parts: (names) => {
      const numbered = names.flatMap((name, column) => {
        const match = /^(?:encounter)?mediaasset(\d+)$/.exec(name);
        return match === null ? [] : [{ column, number: Number(match[1]) }];
      });
      return numbered.length < 2
        ? null
        : numbered.sort((a, b) => a.number - b.number).map(({ column }) => column);
    },
    cell: (cells) => cells.filter((cell) => cell !== '').join(' | '),
  },
  {
    name: 'Encounter.yearMonthDay',
    parts: all(['encounteryear', 'year'], ['encountermonth', 'month'], ['encounterday', 'day']),
    // A year or a month alone is no day; what is blank stays so.
    cell: ([year, month, day]) =>
      year === '' || month === '' || day === '' ? '' : `${year}-${two(month)}-${two(day)}`,
  },
  {
    name: 'Encounter.hourMinutes',
    parts: first(
      ['encounterhour', 'hour'],
      ['encounterminutes', 'encounterminute', 'minutes', 'minute'],
      ['encounterseconds', 'seconds'],
    ),
    cell: ([hour = '', minutes = '', seconds = '']) =>
      hour === ''
        ? ''
        : [hour, minutes === '' ? '0' : minutes, ...(seconds === '' ? [] : [seconds])]
            .map(two)
            .join(':'),
  },
  {
    name: 'Encounter.genusSpecificEpithet',
    parts: all(
      ['encountergenus', 'genus', 'taxonomy0genus'],
      ['encounterspecificepithet', 'specificepithet', 'taxonomy0specificepithet'],
    ),
    cell: (cells) => cells.filter((cell) => cell !== '').join(' '),
  },
];

/**
 * The table with each such group in one column, before the others, and notes of rows that lack a part of one. A table
 * without them comes back as it is.
 */
export function composeColumns(table: CsvTable): CsvTable {
  const names = table.header.map(plain);
  const groups = composed.flatMap(({ name, parts, cell }) => {
    const columns = parts(names);
    return columns === null ? [] : [{ name, columns, cell }];
  });
  if (groups.length === 0) return table;
  const gone = new Set(groups.flatMap(({ columns }) => columns));
  const kept = names.map((_, column) => column).filter((column) => !gone.has(column));
  const notes: { line: number | null; reason: string }[] = [];
  const rows = table.rows.map(({ line, cells, ...more }) => {
    const made = groups.map(({ name, columns, cell }) => {
      const parts = columns.map((column) => cells[column]?.trim() ?? '');
      const whole = cell(parts);
      if (whole === '' && parts.some((part) => part !== ''))
        notes.push({
          line,
          reason: `${columns.map((column, at) => `${table.header[column]} "${parts[at]}"`).join(', ')}: a part is missing, so ${name} stays blank.`,
        });
      return whole;
    });
    return { ...more, line, cells: [...made, ...kept.map((column) => cells[column] ?? '')] };
  });
  const header = [
    ...groups.map(({ name }) => name),
    ...kept.map((column) => table.header[column] ?? ''),
  ];
  return { ...table, header, rows, notes };
}
