import { duration } from '#terms/words.ts';

const number = new Intl.NumberFormat('en');

export const count = (value: number) => number.format(value);

/** `1 photo`, `2,310 photos`. */
export const counted = (value: number, one: string, many = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : many}`;

/** `0.873`; three digits, so that versions can be told apart. */
export const share = (value: number) => value.toFixed(3).replace(/^-(0\.0+)$/, '$1');

/** `87 %`. */
export const percent = (value: number, digits = 0) => `${(value * 100).toFixed(digits)} %`;

/** `2026-06-07 10:42`; wall clock, as tables have it. Where only the day is known, the day. */
export const dateTime = (wallMs: number | null, dayOnly = false) =>
  wallMs === null
    ? '–'
    : new Date(wallMs)
        .toISOString()
        .slice(0, dayOnly ? 10 : 16)
        .replace('T', ' ');

/** How long ago an instant was, in words. */
export function ago(instant: number, now = Date.now()): string {
  const seconds = (now - instant) / 1000;
  if (seconds < 60) return 'just now';
  if (seconds < 86_400) return `${duration(seconds)} ago`;
  const days = Math.round(seconds / 86_400);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

export function bytes(size: number): string {
  if (size < 1e6) return `${Math.max(1, Math.round(size / 1000))} kB`;
  return size < 1e9 ? `${(size / 1e6).toFixed(1)} MB` : `${(size / 1e9).toFixed(1)} GB`;
}

/** `Not sure, later`: a title at the beginning of a line. */
export const capital = (title: string) => title.charAt(0).toUpperCase() + title.slice(1);
