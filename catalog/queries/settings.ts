import type { Catalogue } from '../catalogue.ts';

/** Every setting that was ever set, by key; keys of the catalogue itself are left out. */
export function storedSettings(catalogue: Catalogue): Record<string, unknown> {
  const rows = catalogue.all<{ key: string; value: string }>(
    `SELECT key, value FROM settings WHERE key NOT LIKE 'catalogue.%'`,
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}
