import type { Reviewer } from '#terms/identity/reviewers.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { initialsOf } from '../queries/reviewers.ts';

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
