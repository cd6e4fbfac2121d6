import type { OccasionScheme } from '#terms/exports/occasions.ts';

const DAY_MS = 86_400_000;

export const isoDay = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 10);

/** Meteorological seasons of the northern hemisphere by name of their months; December opens winter. */
function season(wallMs: number): string {
  const date = new Date(wallMs);
  const month = date.getUTCMonth();
  const year = date.getUTCFullYear();
  if (month === 11) return `${year + 1} Dec–Feb`;
  if (month < 2) return `${year} Dec–Feb`;
  if (month < 5) return `${year} Mar–May`;
  if (month < 8) return `${year} Jun–Aug`;
  return `${year} Sep–Nov`;
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
): { labels: string[]; indexOf: (wallMs: number) => number } {
  const days = [...new Set([...times].map((time) => Math.floor(time / DAY_MS)))].sort(
    (a, b) => a - b,
  );
  const labelOfDay = new Map<number, string>();
  let tripStart = days[0];
  days.forEach((day, index) => {
    const wallMs = day * DAY_MS;
    switch (scheme.by) {
      case 'day':
        labelOfDay.set(day, isoDay(wallMs));
        break;
      case 'month':
        labelOfDay.set(day, isoDay(wallMs).slice(0, 7));
        break;
      case 'year':
        labelOfDay.set(day, isoDay(wallMs).slice(0, 4));
        break;
      case 'season':
        labelOfDay.set(day, season(wallMs));
        break;
      case 'trip':
        if (index > 0 && day - days[index - 1] > scheme.gapDays) tripStart = day;
        labelOfDay.set(day, `trip from ${isoDay(tripStart * DAY_MS)}`);
        break;
    }
  });
  const labels = [...new Set(days.map((day) => labelOfDay.get(day) ?? ''))];
  const position = new Map(labels.map((label, index) => [label, index]));
  return {
    labels,
    indexOf: (wallMs) => position.get(labelOfDay.get(Math.floor(wallMs / DAY_MS)) ?? '') ?? -1,
  };
}
