import { resolve } from 'node:path';
import { catalogueEnding } from '#terms/files/endings.ts';

/**
 * The catalogue that a start of the program names, or null. The system passes the folder that a person
 * opened; the program's own and Chromium's switches stand around it.
 *
 * @param from folder that relative paths are meant from.
 */
export function catalogueOf(argv: readonly string[], from: string): string | null {
  const named = argv
    .slice(1)
    .findLast(
      (argument) =>
        !argument.startsWith('-') && argument.replace(/[/\\]$/, '').endsWith(catalogueEnding),
    );
  return named === undefined ? null : resolve(from, named);
}
