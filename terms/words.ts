/** `2,310`. */
export const number = (value: number): string => value.toLocaleString('en');

/** `1 photo`, `2,310 photos`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

/** Those that are not empty, one after the other. */
export const joined = (parts: readonly string[], between: string): string =>
  parts.filter((part) => part !== '').join(between);

/** The last name of a path of any system. */
export const lastName = (path: string): string =>
  path.split(/[\\/]/).findLast((part) => part !== '') ?? path;

/** A length of time as a person says it: `40 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`;
}
