import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('lets findings about animals of version 5 be added and taken back, but never changed', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 5));
  db.exec(`INSERT INTO individuals (code, created_at) VALUES ('A', 1), ('B', 1)`);
  migrate(db, migrations.slice(0, 6));
  const add = (finding: string, other: number | null, undoes: number | null) =>
    db
      .prepare(
        'INSERT INTO review_findings (finding, individual_id, other_id, at, undoes) VALUES (?, 1, ?, 1, ?)',
      )
      .run(finding, other, undoes);
  add('kept-apart', 2, null);
  expect(() => add('kept-apart', 1, null)).toThrow('CHECK');
  expect(() => add('belongs', null, null)).toThrow('CHECK');
  add('undo', 2, 1);
  expect(() => add('undo', 2, 1)).toThrow('UNIQUE');
  expect(() => db.exec('UPDATE review_findings SET at = 2')).toThrow('append-only');
  expect(() => db.exec('DELETE FROM review_findings')).toThrow('append-only');
});
