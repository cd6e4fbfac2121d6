import type Database from 'better-sqlite3';
import type { Topic } from '#terms/events.ts';
import { fromSqlite } from './catalogue-error.ts';
import { layoutOf, type CatalogueLayout } from './layout.ts';
import { PlaceWatch } from './place-watch.ts';
import { schemaVersion } from './schema/migrate.ts';
import { noticePhotosWithNames } from './names/notice-photos.ts';
import { settleNames } from './names/settle-names.ts';
import { noticeWrites } from './written.ts';

/** A statement slower than this is told to `onSlowStatement`, milliseconds. */
const SLOW_MS = 100;

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
