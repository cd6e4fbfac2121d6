/** Values of the options with which photos are changed. */
import { InvalidArgumentError } from 'commander';
import type { Position } from '#terms/photos/edits.ts';

/** `+1:03:20`, `-0:40`, `+2d`, `-1d 3:00:00`: seconds by which a clock is moved. */
export function clockShift(text: string): number {
  const match = /^([-+−])?(?:(\d+)d)?\s*(?:(\d+):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  const [, sign, days, hours, minutes, seconds] = match ?? [];
  if (match === null || (days === undefined && hours === undefined))
    throw new InvalidArgumentError(
      'Write it as hours:minutes:seconds with a sign, such as +1:00:00 or -0:03:20; days as +2d.',
    );
  const total =
    Number(days ?? 0) * 86_400 +
    Number(hours ?? 0) * 3600 +
    Number(minutes ?? 0) * 60 +
    Number(seconds ?? 0);
  return sign === '-' || sign === '−' ? -total : total;
}

/** `+01:00`, `-3`, `Z`: minutes east of UTC. */
export function zoneMinutes(text: string): number {
  if (/^(?:z|utc)$/i.test(text.trim())) return 0;
  const match = /^([-+−])(\d{1,2})(?::?(\d{2}))?$/.exec(text.trim());
  const minutes = match === null ? Number.NaN : Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (match === null || minutes > 14 * 60)
    throw new InvalidArgumentError('Write it as hours from UTC with a sign, such as +01:00.');
  return match[1] === '+' ? minutes : -minutes;
}

/** `2026-06-07` as the beginning of the day. */
export function day(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  const ms = match === null ? Number.NaN : Date.parse(`${text.trim()}T00:00:00Z`);
  if (!Number.isFinite(ms) || new Date(ms).toISOString().slice(0, 10) !== text.trim())
    throw new InvalidArgumentError('Write it as 2026-06-07.');
  return ms;
}

/** `10:22` or `10:22:33` as seconds after midnight. */
export function timeOfDay(text: string): number {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  const [hours, minutes, seconds] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  if (hours === undefined || hours > 23 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59)
    throw new InvalidArgumentError('Write it as 10:22 or 10:22:33.');
  return hours * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** `57.58,-4.09`: degrees north, degrees east. */
export function degrees(text: string): Position {
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = text
    .split(/[\s,;]+/)
    .map((part) => (part === '' ? Number.NaN : Number(part)));
  if (more.length > 0 || !(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180))
    throw new InvalidArgumentError('Write it as degrees north and east, such as 57.58,-4.09.');
  return { latitude, longitude };
}
