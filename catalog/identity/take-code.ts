import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { plainName } from '../names/plain-name.ts';
import { ownerOfCode, proposedCode } from '../queries/individual-codes.ts';

/**
 * A new individual under a code that none ever had.
 *
 * @throws CatalogueError `conflict` naming who has or had the code, and the next free one.
 */
export function takeCode(catalogue: Catalogue, code: string, now: number): number {
  const trimmed = plainName(code.trim());
  if (trimmed === '') {
    throw new CatalogueError('bad-input', 'A new individual needs a code.', { code });
  }
  const owner = ownerOfCode(catalogue, trimmed);
  if (owner === undefined) {
    return catalogue.run(
      'INSERT INTO individuals (code, by_verdict, created_at) VALUES (?, 1, ?)',
      trimmed,
      now,
    ).id;
  }
  const proposed = proposedCode(catalogue);
  const how = owner.isAlias
    ? `is another name of ${owner.code}`
    : owner.vacant
      ? 'was given to an animal before and taken back, and a code is never given twice'
      : owner.mergedInto === null
        ? 'is an individual already'
        : 'was merged into another individual';
  throw new CatalogueError(
    'conflict',
    `${trimmed} ${how}. The next free code is ${proposed}${owner.vacant ? '.' : '; or say that it is a match.'}`,
    { code: trimmed, individualId: owner.id, proposed },
  );
}
