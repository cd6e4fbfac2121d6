import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { ownerOfCode, proposedCode } from '../queries/individual-codes.ts';

/**
 * A new individual under this code, or a vacant one that has it.
 *
 * @throws CatalogueError `conflict` naming who has the code, and the next free one.
 */
export function takeCode(catalogue: Catalogue, code: string, now: number): number {
  const trimmed = code.trim();
  if (trimmed === '') {
    throw new CatalogueError('bad-input', 'A new individual needs a code.', { code });
  }
  const owner = ownerOfCode(catalogue, trimmed);
  if (owner === undefined) {
    return catalogue.run('INSERT INTO individuals (code, created_at) VALUES (?, ?)', trimmed, now)
      .id;
  }
  if (owner.vacant) return owner.id;
  const proposed = proposedCode(catalogue);
  const how = owner.isAlias
    ? `is another name of ${owner.code}`
    : owner.mergedInto === null
      ? 'is an individual already'
      : 'was merged into another individual';
  throw new CatalogueError(
    'conflict',
    `${trimmed} ${how}. The next free code is ${proposed}; or say that it is a match.`,
    { code: trimmed, individualId: owner.id, proposed },
  );
}
