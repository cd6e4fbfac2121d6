/** When something was: a camera's wall clock, or the day alone. */
interface Moment {
  takenMs: number | null;
  dayOnly: boolean;
  utcOffsetMinutes: number | null;
}

/**
 * ISO 8601 of a camera's wall clock; with the zone where it is known and without one where it is
 * not, as the standard allows for local time. Where only the day is known, it is only the day.
 */
export function isoDateTime({ takenMs, dayOnly, utcOffsetMinutes }: Moment): string | null {
  if (takenMs === null) return null;
  const local = new Date(takenMs).toISOString().slice(0, 19);
  if (dayOnly) return local.slice(0, 10);
  if (utcOffsetMinutes === null) return local;
  if (utcOffsetMinutes === 0) return `${local}Z`;
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(utcOffsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
