/** Dates as cameras, phones and programs write them. */

/** When a photo was taken: the wall clock, and its zone where that is said. */
export interface Taken {
  /** Milliseconds of the wall clock as if it were UTC. */
  ms: number;
  /** Minutes east of UTC. */
  offset: number | null;
  /** True where only the day is said; `ms` is its beginning. */
  isDay: boolean;
}

const pattern =
  /^(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})(?:[T ]+(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/i;

/** `+01:00`, `+0100` or `Z` as minutes east of UTC; null for anything else or beyond what zones there are. */
export function offsetMinutes(text: string | null): number | null {
  if (text === null) return null;
  if (/^z$/i.test(text)) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})(?::\d{2})?$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return minutes > 14 * 60 ? null : match[1] === '-' ? -minutes : minutes;
}

/** The wall clock of its parts; null for a day or an hour that there is not. */
export function wallClockOf(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number] = [0, 0, 0],
): number | null {
  if (hour > 23 || minute > 59 || second > 59 || year < 1) return null;
  const midnight = Date.UTC(year, month - 1, day);
  const made = new Date(midnight);
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day || year < 1000) return null;
  return midnight + ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * Reads the spellings that are met: colons, dashes or slashes between the parts, a blank or a T before the time, with
 * and without seconds, parts of them and a zone. Zeros, 30 February and a camera that was never set (a time at the
 * very beginning of 1970) are no date.
 */
export function readTaken(text: string | null): Taken | null {
  const match = text === null ? null : pattern.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  const ms = wallClockOf(
    [Number(year), Number(month), Number(day)],
    [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)],
  );
  if (ms === null || ms === 0) return null;
  return { ms, offset: offsetMinutes(zone ?? null), isDay: hour === undefined };
}
