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
import type { Topic } from '#terms/events.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { backUp } from './backup.ts';
import { CatalogueError, fromSqlite } from './catalogue-error.ts';
import { flushFile, flushNames } from './formats/into-place.ts';
import { layoutOf, type CatalogueLayout } from './layout.ts';
import { PlaceWatch } from './place-watch.ts';
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
import { noticePhotosWithNames } from './names/notice-photos.ts';
import { settleNames } from './names/settle-names.ts';
import { noticeWrites } from './written.ts';

/** A statement slower than this is told to `onSlowStatement`, milliseconds. */
const SLOW_MS = 100;

export interface OpenOptions {
  readOnly?: boolean;
  onSlowStatement?: (sql: string, milliseconds: number) => void;
  /** Tests bring their own. */
  migrations?: readonly Migration[];
}

/** An open catalogue: one connection, one writer. Queries are functions that take it. */
export class Catalogue {
  readonly folder: string;
  readonly layout: CatalogueLayout;
  readonly db: Database.Database;
  readonly readOnly: boolean;
  readonly #release: () => void;
  readonly #onSlow: (sql: string, milliseconds: number) => void;
  readonly #place: PlaceWatch;
  readonly #written = new Set<Topic>();
  /** Photos whose names may belong elsewhere by what was written since they were settled. */
  readonly #unsettled = new Set<number>();
  #onWritten: (topics: readonly Topic[]) => void = () => {};
  readonly #statements = new Map<string, Database.Statement>();

  constructor(
    folder: string,
    db: Database.Database,
    readOnly: boolean,
    release: () => void,
    onSlow: (sql: string, milliseconds: number) => void = () => {},
  ) {
    this.folder = folder;
    this.layout = layoutOf(folder);
    this.db = db;
    this.readOnly = readOnly;
    this.#release = release;
    this.#onSlow = onSlow;
    this.#place = new PlaceWatch(folder, this.layout.database);
    if (readOnly) return;
    noticeWrites(db, (topic) => this.#written.add(topic));
    noticePhotosWithNames(db, (photoId) => this.#unsettled.add(photoId));
  }

  /** Tells after every transaction, or statement outside one, what it changed. */
  onWritten(listener: (topics: readonly Topic[]) => void): void {
    this.#onWritten = listener;
  }

  get uuid(): string {
    return String(this.#meta('uuid'));
  }

  get name(): string {
    return String(this.#meta('name'));
  }

  rename(name: string): void {
    this.run(`UPDATE settings SET value = json_quote(?) WHERE key = 'catalogue.name'`, name);
  }

  get schemaVersion(): number {
    return schemaVersion(this.db);
  }

  /** All rows of a query, as `Row`, which the caller's SQL must produce. */
  all<Row>(sql: string, ...parameters: unknown[]): Row[] {
    return this.#timed(sql, (statement) => statement.all(...parameters) as Row[]);
  }

  get<Row>(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.#timed(sql, (statement) => statement.get(...parameters) as Row | undefined);
  }

  /** The first column of the first row. */
  value<Value>(sql: string, ...parameters: unknown[]): Value | undefined {
    return this.#timed(sql, (statement) => {
      const row = statement.get(...parameters) as Record<string, Value> | undefined;
      return row === undefined ? undefined : Object.values(row)[0];
    });
  }

  run(sql: string, ...parameters: unknown[]): { changes: number; id: number } {
    if (!this.readOnly) this.#place.check();
    return this.#timed(sql, (statement) => {
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { changes, id: Number(lastInsertRowid) };
    });
  }

  /** All or nothing; inside another transaction, a savepoint. */
  transaction<T>(work: () => T): T {
    if (!this.readOnly) this.#place.check();
    const isOutermost = !this.db.inTransaction;
    let result: T;
    try {
      result = this.db
        .transaction(() => {
          const made = work();
          if (isOutermost) this.settleNames();
          return made;
        })
        .immediate();
    } catch (error) {
      if (!this.db.inTransaction) {
        this.#written.clear();
        this.#unsettled.clear();
      }
      throw fromSqlite(error, this.folder);
    }
    this.#tellWritten();
    return result;
  }

  /**
   * Brings names to where they belong after what was written. It is done at the end of every transaction; within
   * one, by who needs the outcome.
   */
  settleNames(): void {
    if (this.#unsettled.size === 0) return;
    const photoIds = [...this.#unsettled];
    settleNames(this.db, photoIds, Date.now());
    // Its own writes are settled.
    this.#unsettled.clear();
  }

  /**
   * Moves the write-ahead log into the database; for idle moments. On a full disk it stays where it is, as safe
   * as before.
   */
  checkpoint(): void {
    if (this.readOnly) return;
    try {
      this.db.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      this.#onSlow(`wal_checkpoint: ${String(error)}`, 0);
    }
  }

  /** Problems that SQLite finds in the whole file; none if it is sound. Slow on large files. */
  integrityProblems(): string[] {
    const rows = this.db.pragma('integrity_check(20)') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  }

  close(): void {
    if (!this.db.open) return;
    this.checkpoint();
    this.db.close();
    this.#release();
  }

  #meta(key: string): unknown {
    const value = this.value<string>(`SELECT value FROM settings WHERE key = 'catalogue.${key}'`);
    return JSON.parse(value ?? '""');
  }

  #timed<T>(sql: string, work: (statement: Database.Statement) => T): T {
    const start = performance.now();
    let result: T;
    try {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.db.prepare(sql);
        this.#statements.set(sql, statement);
      }
      result = work(statement);
    } catch (error) {
      throw fromSqlite(error, this.folder);
    }
    const took = performance.now() - start;
    if (took > SLOW_MS) this.#onSlow(sql, took);
    // A statement outside a transaction: what follows from it is one of its own.
    if (this.#unsettled.size > 0 && !this.db.inTransaction) this.transaction(() => undefined);
    this.#tellWritten();
    return result;
  }

  #tellWritten(): void {
    if (this.#written.size === 0 || this.db.inTransaction) return;
    const topics = [...this.#written];
    this.#written.clear();
    this.#onWritten(topics);
  }
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
