import Database from 'better-sqlite3';
import { layoutOf } from './layout.ts';

/** The id that a catalogue keeps under whatever name and in whatever place; null where none can be read. */
export function uuidOf(folder: string): string | null {
  try {
    const db = new Database(layoutOf(folder).database, { readonly: true });
    try {
      const row = db
        .prepare<[], { value: string }>(
          `SELECT value ->> '$' AS value FROM settings WHERE key = 'catalogue.uuid'`,
        )
        .get();
      return row?.value ?? null;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}
