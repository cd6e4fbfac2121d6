/** What an import can write that is taken back with it. */
import type { Database } from 'better-sqlite3';

interface WatchedTable {
  /**
   * Columns that say how a row came to be or are kept up by the program: a change of these alone is no part of an
   * import. Every other one is.
   */
  own: readonly string[];
}

export const watchedTables: Readonly<Record<string, WatchedTable>> = {
  photos: {
    own: [
      'id',
      'root_id',
      'rel_path',
      'name',
      'sha256',
      'bytes',
      'mtime_ms',
      'format',
      'width',
      'height',
      'orientation',
      'missing',
      'picture_hash',
      'replaced',
      'imported_at',
      'box_count',
      'proposed_count',
    ],
  },
  boxes: { own: ['id', 'photo_id', 'revision', 'created_by', 'created_at', 'updated_at'] },
  decisions: { own: [] },
  individuals: { own: ['id', 'merged_into', 'created_at'] },
  encounters: { own: ['id', 'created_at'] },
};

/** Columns of a watched table whose changes are taken back. */
export function watchedColumns(db: Database, table: string): string[] {
  const own = watchedTables[table]?.own ?? [];
  // Decisions are never changed.
  if (own.length === 0) return [];
  return (db.pragma(`table_info(${table})`) as { name: string }[])
    .map(({ name }) => name)
    .filter((name) => !own.includes(name));
}
