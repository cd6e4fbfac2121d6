import type { OccasionGaps, OccasionScheme, TimeUnit } from '#terms/exports/occasions.ts';

export const DAY_MS = 86_400_000;

export const isoDay = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 10);

/** What of a label tells of a season: its months, and the year in which it ends. */
const seasons = ['Dec–Feb', 'Mar–May', 'Jun–Aug', 'Sep–Nov'] as const;

/** Seasons since year 0; December opens winter. */
function seasonNumber(date: Date): number {
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + 1;
  return Math.floor(months / 3);
}

/** Meteorological seasons of the northern hemisphere by name of their months. */
function season(date: Date): string {
  const number = seasonNumber(date);
  return `${Math.floor(number / 4)} ${seasons[number % 4]}`;
}

/** An occasion that a day falls into: what it is called, and when it is, in the unit that the scheme counts in. */
interface Occasion {
  label: string;
  at: number;
}

const unitOf = ({ by }: OccasionScheme): TimeUnit => (by === 'trip' ? 'day' : by);

function occasionOf(day: number, tripStart: number, { by }: OccasionScheme): Occasion {
  const date = new Date(day * DAY_MS);
  const iso = isoDay(day * DAY_MS);
  switch (by) {
    case 'day':
      return { label: iso, at: day };
    case 'month':
      return { label: iso.slice(0, 7), at: date.getUTCFullYear() * 12 + date.getUTCMonth() };
    case 'year':
      return { label: iso.slice(0, 4), at: date.getUTCFullYear() };
    case 'season':
      return { label: season(date), at: seasonNumber(date) };
    case 'trip':
      return { label: `trip from ${isoDay(tripStart * DAY_MS)}`, at: tripStart };
  }
}

interface CapturedOccasions {
  labels: string[];
  gaps: OccasionGaps;
  indexOf: (wallMs: number) => number;
}

/**
 * The occasions of a set of times, in order, and the one each time falls into. Only occasions on
 * which something was seen appear: effort without sightings is not known to the catalogue.
 *
 * @param times wall-clock milliseconds, in any order, repeats allowed.
 */
export function capturedOccasions(
  times: Iterable<number>,
  scheme: OccasionScheme,
): CapturedOccasions {
  const days = [...new Set([...times].map((time) => Math.floor(time / DAY_MS)))].sort(
    (a, b) => a - b,
  );
  const ofDay = new Map<number, Occasion>();
  let [tripStart] = days;
  days.forEach((day, index) => {
    if (scheme.by === 'trip' && index > 0 && day - days[index - 1] > scheme.gapDays)
      tripStart = day;
    ofDay.set(day, occasionOf(day, tripStart, scheme));
  });
  const occasions = [...new Map([...ofDay.values()].map((one) => [one.label, one])).values()];
  const position = new Map(occasions.map(({ label }, index) => [label, index]));
  return {
    labels: occasions.map(({ label }) => label),
    gaps: {
      unit: unitOf(scheme),
      between: occasions.slice(1).map(({ at }, index) => at - occasions[index].at),
    },
    indexOf: (wallMs) => position.get(ofDay.get(Math.floor(wallMs / DAY_MS))?.label ?? '') ?? -1,
  };
}
