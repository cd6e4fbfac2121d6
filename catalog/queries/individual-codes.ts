/** Codes, aliases, and who was merged into whom. */
import type { Catalogue } from '../catalogue.ts';
import { nextCode } from '../identity/next-code.ts';

/**
 * As part of a WITH RECURSIVE: every individual and the one that it stands for after all merges.
 */
export const mergedInto = `merged (id, into_id) AS (
  SELECT id, id FROM individuals WHERE merged_into IS NULL
  UNION ALL
  SELECT i.id, m.into_id FROM individuals i JOIN merged m ON i.merged_into = m.id
)`;

/**
 * An individual that only undone decisions name, or only a second reviewer's: nobody would find a fin of
 * it, and its code is free again. One that was imported or that a person wrote about is never vacant.
 */
export const isVacant = (individual: string) => `(
  EXISTS (SELECT 1 FROM decisions v WHERE v.individual_id = ${individual})
  AND NOT EXISTS (
    SELECT 1 FROM decisions v WHERE v.individual_id = ${individual} AND v.round <> 'second'
      AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = v.id))
  AND NOT EXISTS (SELECT 1 FROM individual_edits v
    WHERE v.individual_id = ${individual} OR v.other_id = ${individual})
)`;

export interface CodeOwner {
  id: number;
  code: string;
  /** Whether the code is only another name of that individual. */
  isAlias: boolean;
  mergedInto: number | null;
  vacant: boolean;
}

/** Who has a code or alias, compared without case. */
export function ownerOfCode(catalogue: Catalogue, code: string): CodeOwner | undefined {
  const row = catalogue.get<
    Omit<CodeOwner, 'isAlias' | 'vacant'> & { vacant: number; isAlias: number }
  >(
    `SELECT i.id, i.code, i.merged_into AS mergedInto, 0 AS isAlias, ${isVacant('i.id')} AS vacant
       FROM individuals i WHERE i.code = @code
     UNION ALL
     SELECT i.id, i.code, i.merged_into, 1, 0
       FROM individual_aliases a JOIN individuals i ON i.id = a.individual_id WHERE a.alias = @code
     LIMIT 1`,
    { code: code.trim() },
  );
  return row && { ...row, isAlias: row.isAlias === 1, vacant: row.vacant === 1 };
}

/** The code that the catalogue's scheme gives the next new animal. */
export function proposedCode(catalogue: Catalogue): string {
  const codes = catalogue.all<{ code: string }>(
    `SELECT i.code FROM individuals i WHERE NOT ${isVacant('i.id')} ORDER BY i.id`,
  );
  return nextCode(
    codes.map(({ code }) => code),
    (code) => {
      const owner = ownerOfCode(catalogue, code);
      return owner !== undefined && !owner.vacant;
    },
  );
}

/** The individual that this one stands for after all merges; undefined if there is no such id. */
export function standsFor(
  catalogue: Catalogue,
  individualId: number,
): { id: number; code: string } | undefined {
  return catalogue.get(
    `WITH RECURSIVE up (id, code, merged_into) AS (
       SELECT id, code, merged_into FROM individuals WHERE id = ?
       UNION ALL
       SELECT i.id, i.code, i.merged_into FROM individuals i JOIN up ON i.id = up.merged_into
     ) SELECT id, code FROM up WHERE merged_into IS NULL`,
    individualId,
  );
}
