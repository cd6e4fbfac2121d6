import type { Catalogue } from '../catalogue.ts';
import { ownerOfCode } from '../queries/individual-codes.ts';

/** The individual of a code that an import names, made where there is none; one of an alias is the one it stands for. */
export function individualByImport(
  catalogue: Catalogue,
  code: string,
  species: string | null,
  now: number,
): number {
  return (
    ownerOfCode(catalogue, code)?.id ??
    catalogue.run(
      'INSERT INTO individuals (code, species, created_at) VALUES (?, ?, ?)',
      code,
      species,
      now,
    ).id
  );
}

/** Says of a box whom it shows, as a decision of origin `import`. */
export function nameByImport(
  catalogue: Catalogue,
  boxId: number,
  code: string,
  note: string,
  now: number,
): void {
  catalogue.run(
    `INSERT INTO decisions (box_id, verdict, individual_id, origin, note, decided_at)
     VALUES (?, 'match', ?, 'import', ?, ?)`,
    boxId,
    individualByImport(catalogue, code, null, now),
    note,
    now,
  );
}
