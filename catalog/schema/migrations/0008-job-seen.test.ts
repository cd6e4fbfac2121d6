import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('knows of no job of version 7 when it was last heard of', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 7));
  db.exec(
    `INSERT INTO jobs (kind, spec, state, created_at, started_at) VALUES ('embed', '{}', 'running', 1, 2)`,
  );
  migrate(db, migrations.slice(0, 8));
  expect(db.prepare('SELECT started_at, seen_at FROM jobs').all()).toEqual([
    { started_at: 2, seen_at: null },
  ]);
});
