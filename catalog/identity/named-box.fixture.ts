import type { Catalogue } from '../catalogue.ts';

/**
 * Says of a box whom it shows: by a person, or by an import where none is given. The individual is made where
 * it is not there yet.
 */
export function nameBox(
  catalogue: Catalogue,
  boxId: number,
  code: string,
  { reviewerId = null, at = 1 }: { reviewerId?: number | null; at?: number } = {},
): void {
  const individualId =
    catalogue.value<number>('SELECT id FROM individuals WHERE code = ?', code) ??
    catalogue.run('INSERT INTO individuals (code, created_at) VALUES (?, 1)', code).id;
  catalogue.run(
    `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, origin, decided_at)
     VALUES (?, 'match', ?, ?, ?, ?)`,
    boxId,
    individualId,
    reviewerId,
    reviewerId === null ? 'import' : 'person',
    at,
  );
}
