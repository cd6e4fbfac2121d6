import type { ColumnMapping } from '#terms/imports/columns.ts';
import type { NamePattern, PatternField } from '#terms/imports/name-pattern.ts';
import type { CsvTable } from '../csv-rows.ts';

const two = (text: string) => text.padStart(2, '0');

/** Names run days and times together, which tables do not. */
const asInTables: Partial<Record<PatternField, (text: string) => string>> = {
  date: (text) => {
    const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
    if (whole !== null) return whole.slice(1).join('-');
    return text.replace(/[._]/g, '-');
  },
  time: (text) => {
    const parts = /^\d{4}(?:\d{2})?$/.test(text) ? text.match(/\d\d/g) : text.split(/\D/);
    return (parts ?? []).map(two).join(':');
  },
};

/**
 * What file names say, as a table: a row for each that fits the pattern.
 *
 * @param relPaths photos, `/` between parts
 */
export function namedFilesTable(
  relPaths: readonly string[],
  pattern: NamePattern,
): { table: CsvTable; guess: ColumnMapping } {
  const left: { file: string; reason: string }[] = [];
  const rows = relPaths.flatMap((path) => {
    const said = pattern.read(path);
    if (said === null) {
      left.push({ file: path, reason: 'Its name does not fit the pattern.' });
      return [];
    }
    const cells = pattern.fields.map((field) => {
      const text = said[field] ?? '';
      return asInTables[field]?.(text) ?? text;
    });
    return [{ line: null, file: path, cells: [path, ...cells] }];
  });
  const columns = pattern.fields.map((field, at): [PatternField, number] => [field, at + 1]);
  return {
    table: {
      header: ['photo', ...pattern.fields],
      rows,
      left,
      problems: [],
      delimiter: ',',
      encoding: 'utf-8',
    },
    guess: { photo: 0, ...Object.fromEntries(columns) },
  };
}
