import type { ListedImport } from '#terms/imports/taken-back.ts';
import type { Catalogue } from '../catalogue.ts';

const made = (table: string, condition = '1') =>
  `(SELECT count(*) FROM import_writes w WHERE w.import_id = m.id AND w.table_name = '${table}'
     AND w.action = 'made' AND ${condition})`;

/** What came in, the newest first. */
export function listImports(catalogue: Catalogue, limit: number): ListedImport[] {
  return catalogue
    .all<Omit<ListedImport, 'made'> & ListedImport['made']>(
      `SELECT m.id, m.kind, m.source, m.at, r.name AS reviewer, m.undone_at AS undoneAt, u.name AS undoneBy,
         ${made('photos')} AS photos,
         ${made('boxes', `EXISTS (SELECT 1 FROM boxes b WHERE b.id = w.row_id AND b.kind IN ('place', 'cut-out'))`)}
           AS boxes,
         ${made(
           'decisions',
           `EXISTS (SELECT 1 FROM decisions d WHERE d.id = w.row_id AND d.from_name IS NULL
           AND d.verdict <> 'undo')`,
         )} AS names,
         ${made('individuals')} AS individuals,
         (SELECT count(*) FROM import_writes w WHERE w.import_id = m.id AND w.action = 'set'
           AND NOT EXISTS (SELECT 1 FROM import_writes o WHERE o.import_id = m.id
             AND o.table_name = w.table_name AND o.row_id = w.row_id AND o.action = 'made')) AS facts
       FROM imports m LEFT JOIN reviewers r ON r.id = m.reviewer_id LEFT JOIN reviewers u ON u.id = m.undone_by
       ORDER BY m.id DESC LIMIT ?`,
      limit,
    )
    .map(({ photos, boxes, names, individuals, facts, ...row }) => ({
      ...row,
      made: { photos, boxes, names, individuals, facts },
    }));
}
