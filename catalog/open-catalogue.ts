/** Making, opening and checking a catalogue. */
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { catalogueEnding } from '#terms/files/endings.ts';
import { backUp } from './backup.ts';
import { Catalogue } from './catalogue.ts';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';
import { flushFile, flushNames } from './formats/into-place.ts';
import { layoutOf } from './layout.ts';
import { openReadOnlyCopy, refuseChanges } from './read-only-copy.ts';
import { finishRestore, isRestoring } from './restore.ts';
import { APPLICATION_ID } from './schema/application-id.ts';
import {
  migrate,
  migrations,
  newestVersion,
  schemaVersion,
  type Migration,
} from './schema/migrate.ts';
import { causeOf } from './system-words.ts';
import { takeWriterLock } from './writer-lock.ts';

export interface OpenOptions {
  readOnly?: boolean;
  onSlowStatement?: (sql: string, milliseconds: number) => void;
  /** Tests bring their own. */
  migrations?: readonly Migration[];
}

/**
 * Makes `parent/name.resight` with an empty catalogue and opens it.
 *
 * @throws CatalogueError `catalogue-exists` if something stands there already, `bad-input` for a name
 *   that cannot be a folder, `catalogue-read-only` if the parent cannot be written.
 */
export function createCatalogue(
  parent: string,
  name: string,
  options: OpenOptions = {},
): Catalogue {
  const folder = join(resolve(parent), `${folderName(name)}${catalogueEnding}`);
  if (existsSync(folder)) {
    throw new CatalogueError(
      'catalogue-exists',
      `${folder} is there already. Open it, or choose another name.`,
      { folder },
    );
  }
  // Made beside its place and moved there whole: a catalogue is there or it is not.
  const partial = join(dirname(folder), `.${basename(folder)}.${randomUUID()}.partial`);
  try {
    mkdirSync(partial, { recursive: true });
  } catch (error) {
    throw new CatalogueError(
      'catalogue-read-only',
      `${folder} cannot be made: ${causeOf(error)}. Choose another folder.`,
      { folder },
      { cause: error },
    );
  }
  try {
    const db = new Database(layoutOf(partial).database);
    try {
      db.pragma('journal_mode = WAL');
      db.pragma(`application_id = ${APPLICATION_ID}`);
      migrate(db, options.migrations);
      const insert = db.prepare('INSERT INTO settings (key, value) VALUES (?, json_quote(?))');
      insert.run('catalogue.uuid', randomUUID());
      insert.run('catalogue.name', name.trim());
    } finally {
      db.close();
    }
    flushFile(layoutOf(partial).database);
    renameSync(partial, folder);
    flushNames(dirname(folder));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw fromSqlite(error, folder);
  }
  return openCatalogue(folder, options);
}

/** File systems take names of 255 bytes; what a catalogue is made under has an id and two endings besides. */
const MOST_NAME_BYTES = 190;

/** The name without what file systems forbid. @throws CatalogueError `bad-input` if no folder can bear it */
function folderName(name: string): string {
  const safe = name
    .trim()
    // oxlint-disable-next-line no-control-regex -- file systems forbid exactly these
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/[. ]+$/, '');
  if (safe === '' || safe === '-') {
    throw new CatalogueError(
      'bad-input',
      `"${name}" cannot be the name of a folder. Use letters.`,
      {
        name,
      },
    );
  }
  const bytes = Buffer.byteLength(safe);
  if (bytes > MOST_NAME_BYTES) {
    throw new CatalogueError(
      'bad-input',
      `"${name}" is too long for the name of a folder: ${bytes} bytes, and ${MOST_NAME_BYTES} fit. Choose a shorter one.`,
      { name },
    );
  }
  return safe;
}

/**
 * Opens a catalogue: takes the writer's lock, checks it, makes a backup and migrates if its schema is
 * older. What cannot be written is opened from a copy, which is brought up to date and can be read and exported
 * from.
 *
 * @throws CatalogueError `catalogue-missing`, `-newer`, `-locked`, `-corrupt`.
 */
export function openCatalogue(path: string, options: OpenOptions = {}): Catalogue {
  const folder = resolve(path);
  const layout = layoutOf(folder);
  if (isRestoring(layout) && writable(folder)) {
    const lock = takeWriterLock(layout.writerLock, folder);
    try {
      finishRestore(layout);
    } finally {
      lock.release();
    }
  }
  if (!existsSync(layout.database)) {
    throw new CatalogueError(
      'catalogue-missing',
      `${folder} holds no catalogue (no catalog.sqlite). Choose a folder that ends in ${catalogueEnding}.`,
      { folder },
    );
  }
  if (statSync(layout.database).size === 0) {
    throw new CatalogueError(
      'catalogue-corrupt',
      `The database of ${folder} is empty (0 bytes), as a full disk or a folder kept in a cloud leaves it. Restore one of the copies in its "backups" folder.`,
      { folder },
    );
  }
  const isCopied = !writable(folder) || !writable(layout.database);
  const readOnly = options.readOnly === true || isCopied;
  const lock = readOnly ? { release: () => {} } : takeWriterLock(layout.writerLock, folder);
  let db: Database.Database | undefined;
  let release = lock.release;
  try {
    if (isCopied) {
      const copy = openReadOnlyCopy(layout.database);
      db = copy.db;
      release = copy.remove;
    } else {
      db = new Database(layout.database, { readonly: readOnly, timeout: 5000 });
    }
    checkSound(db, folder, options.migrations ?? migrations);
    if (!readOnly) {
      db.pragma('journal_mode = WAL');
      // A decision that was acknowledged is on the disk, not only in the system's memory. Work in bulk stores a
      // batch in one transaction, so that it waits for the disk once a batch.
      db.pragma('synchronous = FULL');
      // The Mac's own flush leaves what is in the disk's cache.
      db.pragma('fullfsync = ON');
    }
    db.pragma('foreign_keys = ON');
    const list = options.migrations ?? migrations;
    if (schemaVersion(db) < newestVersion(list) && (isCopied || !readOnly)) {
      if (!isCopied) backUp(db, layout.backups, `before-schema-${newestVersion(list)}`);
      migrate(db, list);
    }
    if (isCopied) refuseChanges(db, folder);
    return new Catalogue(folder, db, readOnly, release, options.onSlowStatement);
  } catch (error) {
    db?.close();
    release();
    throw fromSqlite(error, folder);
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function checkSound(db: Database.Database, folder: string, list: readonly Migration[]): void {
  const applicationId = Number(db.pragma('application_id', { simple: true }));
  if (applicationId !== APPLICATION_ID) {
    throw new CatalogueError(
      'catalogue-corrupt',
      `${join(folder, 'catalog.sqlite')} is a database of another program, not a catalogue.`,
      { folder },
    );
  }
  const version = schemaVersion(db);
  if (version > newestVersion(list)) {
    throw new CatalogueError(
      'catalogue-newer',
      `${basename(folder)} was written by a newer Resight (schema ${version}; this one knows ${newestVersion(list)}). Install the newer version to open it.`,
      { folder, version },
    );
  }
  // quick_check reads every page; beyond a few hundred megabytes it would hold up the start.
  if (statSync(db.name).size < 300e6) {
    const rows = db.pragma('quick_check(5)') as { quick_check: string }[];
    const problems = rows.map((row) => row.quick_check).filter((line) => line !== 'ok');
    if (problems.length > 0) {
      throw new CatalogueError(
        'catalogue-corrupt',
        `The database of ${folder} is damaged (${problems[0]}). Restore one of the copies in its "backups" folder.`,
        { folder, problems },
      );
    }
  }
}
