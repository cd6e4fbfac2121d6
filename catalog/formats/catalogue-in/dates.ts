import type { ColumnDates, DayOrder } from '#terms/imports/dates.ts';
import type { Read } from './cells.ts';
import { isMissing } from './missing.ts';

const separated = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T](.+))?$/;
const iso = /^(\d{4})[-/.:](\d{1,2})[-/.:](\d{1,2})(?:[ T](.+))?$/;
const clock =
  /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(am|pm)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Which order a whole column of dates is in: a number over 12 in either place tells; `both` if the
 * column contradicts itself; `ambiguous` if it never tells, and then the person is asked.
 */
export function dayOrderOf(cells: Iterable<string>): ColumnDates {
  let dayFirst = false;
  let monthFirst = false;
  let any = false;
  for (const cell of cells) {
    const match = separated.exec(cell.trim());
    if (match === null) continue;
    any = true;
    if (Number(match[1]) > 12) dayFirst = true;
    if (Number(match[2]) > 12) monthFirst = true;
  }
  if (!any) return 'iso';
  if (dayFirst && monthFirst) return 'both';
  if (dayFirst) return 'day-first';
  return monthFirst ? 'month-first' : 'ambiguous';
}

/** Milliseconds since midnight, or null for no or an odd time. */
function clockMs(text: string): number | null {
  const match = clock.exec(text.trim());
  if (match === null) return null;
  const [, hourText, minuteText, secondText, half] = match;
  let hour = Number(hourText);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const minute = Number(minuteText);
  const second = Number(secondText ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Wall-clock milliseconds; of the day's midnight where only the day is known. */
interface ReadMoment {
  takenMs: number;
  dayOnly: boolean;
}

/**
 * A date, with a time in the same cell or in its own, as a wall clock shows it; a day without a time stays a day.
 *
 * @param order how `03/04/2021` is meant; null while nobody has said.
 */
export function readDate(
  dateCell: string,
  timeCell: string,
  order: DayOrder | null,
): Read<ReadMoment> {
  const text = dateCell.trim();
  if (isMissing(text)) return { value: null };
  let year: number;
  let month: number;
  let day: number;
  let inline: string | undefined;
  const isoMatch = iso.exec(text);
  const otherMatch = separated.exec(text);
  if (isoMatch !== null) {
    [year, month, day] = isoMatch.slice(1, 4).map(Number);
    inline = isoMatch[4];
  } else if (otherMatch !== null) {
    const [first, second] = otherMatch.slice(1, 3).map(Number);
    if (order === null && first <= 12 && second <= 12 && first !== second) {
      return {
        problem: `"${text}" can be two dates; say whether days or months come first in this file.`,
      };
    }
    const dayFirst = order === null ? first > 12 : order === 'day-first';
    [day, month] = dayFirst ? [first, second] : [second, first];
    year = Number(otherMatch[3]);
    inline = otherMatch[4];
  } else {
    return { problem: `"${text}" is no date; write it as 2026-06-07.` };
  }
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return { problem: `"${text}" is no day of the calendar.` };
  }
  const timeText = inline ?? timeCell.trim();
  if (isMissing(timeText)) return { value: { takenMs: midnight, dayOnly: true } };
  const time = clockMs(timeText);
  return time === null
    ? { problem: `"${timeText}" is no time of day; write it as 10:42.` }
    : { value: { takenMs: midnight + time, dayOnly: false } };
}

/** The zone at the end of an ISO time, minutes east of UTC; null where the cell names none. */
export function readZone(cell: string): number | null {
  const match = /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2}))$/i.exec(
    cell.trim(),
  );
  if (match === null) return null;
  const [, utc, sign, hours, minutes] = match;
  if (utc !== undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
