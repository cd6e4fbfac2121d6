import type { Catalogue } from '../catalogue.ts';

/** Settings that are not given stay. */
export function storeSettings(
  catalogue: Catalogue,
  values: Readonly<Record<string, unknown>>,
): void {
  catalogue.transaction(() => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) continue;
      catalogue.run(
        `INSERT INTO settings (key, value) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        key,
        JSON.stringify(value),
      );
    }
  });
}
