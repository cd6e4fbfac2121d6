import { formatValue } from 'hucre';

/** What a cell of a workbook holds. */
export type CellContent = string | number | boolean | Date | null | undefined;

/** The number before which a date is none: a time of day is counted from the first day that spreadsheets know. */
const FIRST_YEAR = 1905;

/** Number formats that show more digits than the number has, as codes are kept: `000`, `0000`. */
const showsNoughts = /^0{2,}$/;

const two = (value: number) => String(value).padStart(2, '0');

/** A moment without a zone, as spreadsheets keep it; a day alone where it is midnight, a time alone where it has no day. */
function dateText(value: Date): string {
  // Times are fractions of a day, so that a whole minute can be a thousandth short.
  const at = new Date(Math.round(value.getTime() / 1000) * 1000);
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  if (at.getUTCFullYear() < FIRST_YEAR) return clock;
  const day = at.toISOString().slice(0, 10);
  return clock === '00:00:00' ? day : `${day} ${clock}`;
}

/** Without an exponent, to the fifteen digits that spreadsheets show. */
function numberText(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}

/**
 * A cell as a person reads it, except that dates are written as 2026-06-07 and numbers with a point.
 *
 * @param format how the cell shows a number, where the file says it
 */
export function cellText(content: CellContent, format?: string): string {
  if (content === null || content === undefined) return '';
  if (content instanceof Date) return Number.isNaN(content.getTime()) ? '' : dateText(content);
  if (typeof content === 'number')
    return format !== undefined && showsNoughts.test(format)
      ? formatValue(content, format)
      : numberText(content);
  return String(content).trim();
}
