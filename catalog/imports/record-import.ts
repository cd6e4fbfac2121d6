/** What an import writes is written down beside it, whatever code writes it, so that it can be taken back. */
import type { Database } from 'better-sqlite3';
import type { ImportKind } from '#terms/imports/taken-back.ts';
import type { Catalogue } from '../catalogue.ts';
import { watchedColumns, watchedTables } from './watched-tables.ts';

interface ImportAtHand {
  kind: ImportKind;
  /** The file or folder, as the person knows it. */
  source: string;
  reviewerId: number | null;
  /** Of a job, all of whose batches are one import. */
  jobId?: number;
}

/** The import that each connection is at. */
const atHand = new WeakMap<Database, { id: number | null }>();

/**
 * Does the work of an import in one transaction. An import that writes nothing leaves no trace. Within another
 * import, it is a part of that.
 */
export function recordingImport<T>(
  catalogue: Catalogue,
  about: ImportAtHand,
  now: number,
  work: () => T,
): T {
  const { db } = catalogue;
  const at = atHand.get(db) ?? watch(db);
  if (at.id !== null) return work();
  return catalogue.transaction(() => {
    const known =
      about.jobId === undefined
        ? undefined
        : catalogue.value<number>('SELECT id FROM imports WHERE job_id = ?', about.jobId);
    at.id =
      known ??
      catalogue.run(
        'INSERT INTO imports (kind, source, job_id, reviewer_id, at) VALUES (?, ?, ?, ?, ?)',
        about.kind,
        about.source,
        about.jobId ?? null,
        about.reviewerId,
        now,
      ).id;
    try {
      const made = work();
      // What follows for the names of photos is the import's.
      catalogue.settleNames();
      catalogue.run(
        `DELETE FROM imports WHERE id = ? AND NOT EXISTS
           (SELECT 1 FROM import_writes w WHERE w.import_id = imports.id)`,
        at.id,
      );
      return made;
    } finally {
      at.id = null;
    }
  });
}

/** Triggers of this connection, made when it first imports. */
function watch(db: Database): { id: number | null } {
  const at: { id: number | null } = { id: null };
  atHand.set(db, at);
  db.function('import_at_hand', { directOnly: false }, () => at.id);
  const write = 'INSERT INTO main.import_writes (import_id, action, table_name, row_id';
  for (const table of Object.keys(watchedTables)) {
    db.exec(`CREATE TEMP TRIGGER imported_${table} AFTER INSERT ON main.${table}
      WHEN import_at_hand() IS NOT NULL BEGIN
        ${write}) VALUES (import_at_hand(), 'made', '${table}', new.id); END`);
    for (const column of watchedColumns(db, table))
      db.exec(`CREATE TEMP TRIGGER imported_${table}_${column} AFTER UPDATE OF ${column} ON main.${table}
        WHEN import_at_hand() IS NOT NULL AND old.${column} IS NOT new.${column} BEGIN
          ${write}, column_name, before, after)
          VALUES (import_at_hand(), 'set', '${table}', new.id, '${column}', old.${column}, new.${column}); END`);
  }
  // Encounters that the program grouped go when a table takes all of their photos.
  const columns = ['id', ...watchedColumns(db, 'encounters'), 'created_at'];
  const row = columns.map((column) => `'${column}', old.${column}`).join(', ');
  db.exec(`CREATE TEMP TRIGGER imported_encounters_removed AFTER DELETE ON main.encounters
    WHEN import_at_hand() IS NOT NULL BEGIN
      ${write}, before) VALUES (import_at_hand(), 'removed', 'encounters', old.id, json_object(${row})); END`);
  return at;
}
