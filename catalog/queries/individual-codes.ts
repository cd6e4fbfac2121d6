/** Codes, aliases, and who was merged into whom. */
import type { Catalogue } from '../catalogue.ts';
import { foldedName, plainName } from '../names/plain-name.ts';
import { nextCode } from '../identity/next-code.ts';

/**
 * Whether an individual that a verdict founded is no animal any more: no fin shows it, none was merged into it,
 * and nobody wrote about it. It keeps its code. One that was imported is never vacant.
 */
export const isVacant = (individual: string) => `(
  EXISTS (SELECT 1 FROM individuals v WHERE v.id = ${individual} AND v.by_verdict AND v.merged_into IS NULL)
  AND NOT EXISTS (SELECT 1 FROM decisions v WHERE v.individual_id = ${individual}
    AND v.id = (SELECT w.decision_id FROM box_identity w WHERE w.box_id = v.box_id))
  AND NOT EXISTS (SELECT 1 FROM individuals v WHERE v.merged_into = ${individual})
  AND NOT EXISTS (SELECT 1 FROM individual_edits v
    WHERE v.individual_id = ${individual} AND v.action = 'edited'
      AND NOT EXISTS (SELECT 1 FROM individual_edits u WHERE u.undoes = v.id))
)`;

interface CodeOwner {
  id: number;
  code: string;
  /** Whether the name is another than the one that it goes by: an alias, or a code that it had before. */
  isAlias: boolean;
  mergedInto: number | null;
  vacant: boolean;
}

/** Who has or ever had a code, or has an alias, compared as they look and without case. */
export function ownerOfCode(catalogue: Catalogue, code: string): CodeOwner | undefined {
  const plain = plainName(code.trim());
  const owner = ownerOfExact(catalogue, plain);
  // SQLite knows the case of plain letters only, and codes of before may be written in another form.
  if (owner !== undefined || /^[\x20-\x7e]*$/.test(plain)) return owner;
  const folded = foldedName(plain);
  const other = catalogue
    .all<{ code: string }>('SELECT code FROM codes UNION ALL SELECT alias FROM individual_aliases')
    .find((known) => foldedName(known.code) === folded);
  return other && ownerOfExact(catalogue, other.code);
}

function ownerOfExact(catalogue: Catalogue, code: string): CodeOwner | undefined {
  const row = catalogue.get<
    Omit<CodeOwner, 'isAlias' | 'vacant'> & { vacant: number; isAlias: number }
  >(
    `SELECT i.id, i.code, i.merged_into AS mergedInto, i.code <> @code COLLATE NOCASE AS isAlias,
         ${isVacant('i.id')} AS vacant
       FROM codes c JOIN individuals i ON i.id = c.individual_id WHERE c.code = @code
     UNION ALL
     SELECT i.id, i.code, i.merged_into, 1, 0
       FROM individual_aliases a JOIN individuals i ON i.id = a.individual_id WHERE a.alias = @code
     LIMIT 1`,
    { code },
  );
  return row && { ...row, isAlias: row.isAlias === 1, vacant: row.vacant === 1 };
}

/** The code that the catalogue's scheme gives the next new animal: one that no animal ever had. */
export function proposedCode(catalogue: Catalogue): string {
  const codes = catalogue.all<{ code: string }>('SELECT code FROM individuals ORDER BY id');
  return nextCode(
    codes.map(({ code }) => code),
    (code) => ownerOfCode(catalogue, code) !== undefined,
  );
}

/** The individual that this one stands for after all merges; undefined if there is no such id. */
export function standsFor(
  catalogue: Catalogue,
  individualId: number,
): { id: number; code: string; vacant: boolean } | undefined {
  const row = catalogue.get<{ id: number; code: string; vacant: number }>(
    `WITH RECURSIVE up (id, code, merged_into) AS (
       SELECT id, code, merged_into FROM individuals WHERE id = ?
       UNION ALL
       SELECT i.id, i.code, i.merged_into FROM individuals i JOIN up ON i.id = up.merged_into
     ) SELECT id, code, ${isVacant('up.id')} AS vacant FROM up WHERE merged_into IS NULL`,
    individualId,
  );
  return row && { ...row, vacant: row.vacant === 1 };
}
