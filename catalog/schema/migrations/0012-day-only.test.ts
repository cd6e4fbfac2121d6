import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('takes the times of before for times, also that of midnight', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 11));
  db.exec(`
    INSERT INTO roots (path, added_at) VALUES ('/photos', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
      taken_ms, imported_at)
    VALUES (1, 'a.jpg', 'a.jpg', printf('%064d', 1), 1, 1, 'jpeg', 2, 2, 0, 1);
  `);
  migrate(db, migrations.slice(0, 12));
  expect(db.prepare('SELECT taken_ms, day_only FROM photos').all()).toEqual([
    { taken_ms: 0, day_only: 0 },
  ]);
});
