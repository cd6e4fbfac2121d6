/** The date that a camera, a phone or a person put into a file's name. */
import { wallClockOf, type Taken } from './dates.ts';

/** Years that photos on a disk can be of. */
const years = { from: 1970, to: 2100 } as const;

const day = String.raw`(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})`;
const clock = String.raw`(?:[T _-]+(?:at )?|)(\d{2})([-_.:h]?)(\d{2})\6(\d{2})(?:\d{3})?(?!\d)`;
const withTime = new RegExp(`${day}${clock}`);
const dayAlone = new RegExp(`${day}(?!\\d)`);

const isUsual = (year: number) => year >= years.from && year <= years.to;

/**
 * `20160607_102233.jpg`, `IMG_20160607_102233123.jpg`, `2016-06-07 10.22.33.jpg`, `IMG-20160607-WA0001.jpg`. The
 * year comes first and the parts are complete: `12-06-07` could be three dates, and a bare number is a number.
 *
 * @param name without folders
 */
export function dateInName(name: string): Taken | null {
  const whole = withTime.exec(name);
  if (whole !== null) {
    const [, year, , month, date, hour, , minute, second] = whole;
    const ms = wallClockOf(
      [Number(year), Number(month), Number(date)],
      [Number(hour), Number(minute), Number(second)],
    );
    if (ms !== null && isUsual(Number(year))) return { ms, offset: null, isDay: false };
  }
  const alone = dayAlone.exec(name);
  if (alone === null) return null;
  const [, year, , month, date] = alone;
  const ms = wallClockOf([Number(year), Number(month), Number(date)]);
  return ms !== null && isUsual(Number(year)) ? { ms, offset: null, isDay: true } : null;
}
