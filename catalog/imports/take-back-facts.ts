/** What an import filled in is as it was before, where nobody changed it since. */
import type { Catalogue } from '../catalogue.ts';
import { watchedColumns, watchedTables } from './watched-tables.ts';

interface SetColumn {
  table: string;
  rowId: number;
  column: string;
  before: string | number | null;
  after: string | number | null;
  wasMade: 0 | 1;
}

/** @returns how many facts are as before, and how many are another by now and stay */
export function takeBackFacts(
  catalogue: Catalogue,
  importId: number,
  now: number,
): { takenBack: number; kept: number } {
  bringBackEncounters(catalogue, importId);
  const counts = { takenBack: 0, kept: 0 };
  // A database names columns here: only those that are ours are believed.
  const known = new Map(
    Object.keys(watchedTables).map((table) => [
      table,
      new Set(watchedColumns(catalogue.db, table)),
    ]),
  );
  const writes = catalogue.all<SetColumn>(
    `SELECT w.table_name AS "table", w.row_id AS rowId, w.column_name AS "column", w.before, w.after,
       EXISTS (SELECT 1 FROM import_writes m WHERE m.import_id = w.import_id AND m.table_name = w.table_name
         AND m.row_id = w.row_id AND m.action = 'made') AS wasMade
     FROM import_writes w WHERE w.import_id = ? AND w.action = 'set' ORDER BY w.id DESC`,
    importId,
  );
  for (const { table, rowId, column, before, after, wasMade } of writes) {
    if (wasMade === 1 || known.get(table)?.has(column) !== true) continue;
    const isEncounter = table === 'photos' && column === 'encounter_id';
    const value =
      isEncounter && before !== null && !isThere(catalogue, Number(before)) ? null : before;
    const version = table === 'boxes' ? ', updated_at = max(@now, updated_at + 1)' : '';
    const { changes } = catalogue.run(
      `UPDATE ${table} SET ${column} = @value${version} WHERE id = @rowId AND ${column} IS @after`,
      { value, rowId, after, now },
    );
    if (changes === 1) counts.takenBack += 1;
    else counts.kept += 1;
  }
  return counts;
}

const isThere = (catalogue: Catalogue, encounterId: number) =>
  catalogue.value('SELECT 1 FROM encounters WHERE id = ?', encounterId) !== undefined;

/** Encounters that the import emptied, under their own numbers where those are free. */
function bringBackEncounters(catalogue: Catalogue, importId: number): void {
  catalogue.run(
    `INSERT OR IGNORE INTO encounters (id, name, origin, place, species, notes, created_at)
     SELECT w.row_id, w.before ->> 'name', w.before ->> 'origin', w.before ->> 'place',
       w.before ->> 'species', w.before ->> 'notes', w.before ->> 'created_at'
     FROM import_writes w WHERE w.import_id = ? AND w.action = 'removed' AND w.table_name = 'encounters'
       AND NOT EXISTS (SELECT 1 FROM encounters e WHERE e.id = w.row_id)`,
    importId,
  );
}
