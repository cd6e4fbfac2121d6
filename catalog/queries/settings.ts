import type { Reviewer } from '#terms/identity/reviewers.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** Every setting that was ever set, by key; keys of the catalogue itself are left out. */
export function storedSettings(catalogue: Catalogue): Record<string, unknown> {
  const rows = catalogue.all<{ key: string; value: string }>(
    `SELECT key, value FROM settings WHERE key NOT LIKE 'catalogue.%'`,
  );
  return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

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

/** `Eva Keen` is EK, `ann` is A. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 2 ? [words[0], words.at(-1) ?? ''] : words;
  return letters.map((word) => (word[0] ?? '').toUpperCase()).join('');
}

export function listReviewers(catalogue: Catalogue): Reviewer[] {
  return catalogue
    .all<{ id: number; name: string }>('SELECT id, name FROM reviewers ORDER BY name')
    .map((row) => ({ ...row, initials: initialsOf(row.name) }));
}

/** @throws CatalogueError `conflict` if there is one of that name. */
export function addReviewer(catalogue: Catalogue, name: string, now: number): Reviewer {
  const trimmed = name.trim();
  if (catalogue.value('SELECT id FROM reviewers WHERE name = ?', trimmed) !== undefined) {
    throw new CatalogueError('conflict', `There is a reviewer named ${trimmed} already.`, { name });
  }
  const { id } = catalogue.run(
    'INSERT INTO reviewers (name, created_at) VALUES (?, ?)',
    trimmed,
    now,
  );
  return { id, name: trimmed, initials: initialsOf(trimmed) };
}
