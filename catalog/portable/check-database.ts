/**
 * A database that somebody sent names files: those of photos, of networks, of folders. It is believed only if every
 * name stays inside what was sent; else it could have any file of this machine shown, and packed into the next zip.
 */
import Database from 'better-sqlite3';
import { isBelow } from '../names/safe-path.ts';
import { APPLICATION_ID } from '../schema/application-id.ts';
import { migrate, migrations, schemaVersion } from '../schema/migrate.ts';
import { originalsFolder, type PortableManifest } from './manifest.ts';

interface Part {
  type: string;
  name: string;
  sql: string | null;
}

/** Tables, indices, views and triggers, without what SQLite keeps for itself. */
const partsOf = (db: Database.Database): string[] =>
  db
    .prepare<[], Part>(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'`)
    .all()
    .map(({ type, name, sql }) => `${type} ${name}: ${sql ?? ''}`)
    .sort();

/** The parts that our own migrations make of an empty database. */
function ownParts(version: number): string[] {
  const db = new Database(':memory:');
  try {
    migrate(
      db,
      migrations.filter((migration) => migration.version <= version),
    );
    return partsOf(db);
  } finally {
    db.close();
  }
}

/** @throws Error in words if it is no catalogue of ours, or names a place outside itself */
export function checkDatabase(file: string, { roots, schemaVersion: due }: PortableManifest): void {
  const db = new Database(file, { readonly: true });
  try {
    // Before anything of the database's own is run.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    const isOurs = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
    if (!isOurs || schemaVersion(db) !== due) throw new Error('its database is no catalogue');
    if (partsOf(db).join('\n') !== ownParts(due).join('\n'))
      throw new Error('its database has parts that Resight did not make');
    const [sound] = db.pragma('quick_check(1)') as { quick_check: string }[];
    if (sound?.quick_check !== 'ok') throw new Error('its database is damaged');
    checkRoots(db, roots);
    checkNames(db);
  } finally {
    db.close();
  }
}

function checkRoots(db: Database.Database, roots: PortableManifest['roots']): void {
  const places = new Map(roots.map((root) => [root.id, originalsFolder(root)]));
  for (const { id, path } of db
    .prepare<[], { id: number; path: string }>('SELECT id, path FROM roots')
    .all())
    if (places.get(id) !== path || !isBelow(path))
      throw new Error(`it looks for photos in ${path}, which is not inside it`);
}

/** Columns that name a file below a folder. */
const named = [
  'SELECT rel_path FROM photos',
  'SELECT rel_path FROM photo_copies',
  'SELECT rel_path FROM unreadable_files',
];

function checkNames(db: Database.Database): void {
  for (const sql of named)
    for (const path of db.prepare<[], string>(sql).pluck().iterate())
      if (!isBelow(path)) throw new Error(`it names ${path}, which is not inside it`);
  const files = db.prepare<[], string>(
    'SELECT f.value FROM models m, json_each(m.files) f WHERE f.value IS NOT NULL',
  );
  for (const path of files.pluck().iterate())
    if (typeof path !== 'string' || !isBelow(path) || !path.startsWith('models/'))
      throw new Error(`a network of it is said to lie in ${path}, which is not inside it`);
}
