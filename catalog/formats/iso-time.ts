/**
 * ISO 8601 of a camera's wall clock; with the zone where it is known and without one where it is
 * not, as the standard allows for local time.
 */
export function isoDateTime(wallMs: number | null, utcOffsetMinutes: number | null): string | null {
  if (wallMs === null) return null;
  const local = new Date(wallMs).toISOString().slice(0, 19);
  if (utcOffsetMinutes === null) return local;
  if (utcOffsetMinutes === 0) return `${local}Z`;
  const sign = utcOffsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(utcOffsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
