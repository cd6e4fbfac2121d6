import type { Reviewer } from '#terms/identity/reviewers.ts';
import type { Catalogue } from '../catalogue.ts';

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
