import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('keeps the photos of version 10, without knowing where their facts come from', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 10));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, taken_ms, imported_at)
      VALUES (1, 'a.jpg', 'a.jpg', '${'0'.repeat(64)}', 1, 1, 'jpeg', 10, 10, 5, 1)`);
  migrate(db, migrations.slice(0, 11));
  expect(
    db
      .prepare(
        'SELECT taken_ms, picture_hash, replaced, taken_source, clock_shift_s, place FROM photos',
      )
      .all(),
  ).toEqual([
    {
      taken_ms: 5,
      picture_hash: null,
      replaced: 0,
      taken_source: null,
      clock_shift_s: 0,
      place: null,
    },
  ]);
  expect(() =>
    db.exec(
      `INSERT INTO photo_edits (photo_id, action, before, after, batch, at) VALUES (1, 'x', '{', '{}', 1, 1)`,
    ),
  ).toThrow('CHECK');
});
