/** Reading the catalogue beside the one connection that writes it: what jobs and exports do. */
import Database from 'better-sqlite3';
import type { Catalogue } from './catalogue.ts';

/** What a query that only reads asks of a connection. */
export type Reader = Pick<Catalogue, 'all' | 'get' | 'value'>;

/** The catalogue as it stands at the first question, whoever writes meanwhile. */
export interface Moment extends Reader, Disposable {
  db: Database.Database;
}

/**
 * Opens a connection that only reads, for as long as the caller holds it: the log of what is written meanwhile
 * cannot be cleared, so work of minutes asks first and closes (`readMoment`).
 *
 * @param database `catalog.sqlite`
 */
export function openMoment(database: string): Moment {
  const db = new Database(database, { readonly: true });
  db.exec('BEGIN');
  const get = <Row>(sql: string, ...parameters: unknown[]) =>
    db.prepare(sql).get(...parameters) as Row | undefined;
  return {
    db,
    all: <Row>(sql: string, ...parameters: unknown[]) =>
      db.prepare(sql).all(...parameters) as Row[],
    get,
    value: <Value>(sql: string, ...parameters: unknown[]) => {
      const row = get<Record<string, Value>>(sql, ...parameters);
      return row === undefined ? undefined : Object.values(row)[0];
    },
    [Symbol.dispose]: () => db.close(),
  };
}

/** Asks something of one moment of the catalogue. */
export function readMoment<T>(database: string, ask: (moment: Reader) => T): T {
  using moment = openMoment(database);
  return ask(moment);
}
