import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('gives edits of version 4 a key that no two share, none to begin with', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 4));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, 'a.jpg', 'a.jpg', '${'0'.repeat(64)}', 1, 1, 'jpeg', 10, 10, 1);
    INSERT INTO box_edits (photo_id, action, before, after, at) VALUES (1, 'Draw', '{}', '{}', 1)`);
  migrate(db, migrations.slice(0, 5));
  expect(db.prepare('SELECT key FROM box_edits').all()).toEqual([{ key: null }]);
  db.exec(`UPDATE box_edits SET key = 'k'`);
  expect(() =>
    db.exec(`INSERT INTO box_edits (photo_id, action, before, after, at, key)
      VALUES (1, 'Draw', '{}', '{}', 2, 'k')`),
  ).toThrow('UNIQUE');
});
