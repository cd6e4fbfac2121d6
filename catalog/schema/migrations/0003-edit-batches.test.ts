import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('gives edits of version 2 a batch, none to begin with', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 2));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, 'a.jpg', 'a.jpg', '${'0'.repeat(64)}', 1, 1, 'jpeg', 10, 10, 1);
    INSERT INTO box_edits (photo_id, action, before, after, at) VALUES (1, 'Draw', '{}', '{}', 1)`);
  expect(migrate(db, migrations.slice(0, 3))).toEqual([3]);
  expect(db.prepare('SELECT action, batch FROM box_edits').all()).toEqual([
    { action: 'Draw', batch: null },
  ]);
});
