import type { Database } from 'better-sqlite3';
import type { ExportFormat } from '#terms/exports/formats.ts';
import type { ExportSource } from './exporter.ts';
import { exporters } from './exporters.ts';

/** The catalogue behind a connection, as exports read it. */
export function exportSource(db: Database, folder: string): ExportSource {
  const meta = (key: string) => {
    const text = db
      .prepare<[string], string>('SELECT value FROM settings WHERE key = ?')
      .pluck()
      .get(`catalogue.${key}`);
    return String(JSON.parse(text ?? '""'));
  };
  return { db, folder, uuid: meta('uuid'), name: meta('name') };
}

/** How much there is to walk over, for a bar of progress. */
export function workOf(db: Database, format: ExportFormat): { total: number; unit: string } {
  const { walks } = exporters[format];
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  switch (walks.over) {
    case 'identifications':
      return {
        total: walks.times * count('SELECT count(*) FROM box_identity WHERE individual_id > 0'),
        unit: 'identifications',
      };
    case 'photos':
      return { total: walks.times * count('SELECT count(*) FROM photos'), unit: 'photos' };
  }
}
