import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations, schemaVersion } from '../migrate.ts';

it('gives a catalogue of version 3 a history of its individuals and keeps its decisions', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 3));
  db.exec(`INSERT INTO individuals (code, created_at) VALUES ('A1', 0), ('A2', 0);
    INSERT INTO roots (path, added_at) VALUES ('/p', 0);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, 'a', 'a', '${'a'.repeat(64)}', 1, 1, 'jpeg', 1, 1, 1);
    INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, created_at, updated_at)
      VALUES (1, 1, 0, 0, 1, 1, 'human', 'accepted', 1, 1);
    INSERT INTO decisions (box_id, verdict, individual_id, decided_at) VALUES (1, 'match', 1, 1)`);
  expect(migrate(db, migrations.slice(0, 4))).toEqual([4]);
  expect(schemaVersion(db)).toBe(4);
  expect(db.prepare('SELECT individual_id, batch_id, edit_id FROM decisions').all()).toEqual([
    { individual_id: 1, batch_id: null, edit_id: null },
  ]);
  const add = (action: string, other: number | null, undoes: number | null) =>
    db
      .prepare(
        `INSERT INTO individual_edits (action, individual_id, other_id, before, after, at, undoes)
         VALUES (?, 1, ?, '{}', '{}', 1, ?)`,
      )
      .run(action, other, undoes);
  add('merged', 2, null);
  expect(() => add('merged', null, null)).toThrow('CHECK');
  expect(() => add('undo', null, null)).toThrow('CHECK');
  add('undo', null, 1);
  expect(() => add('undo', null, 1)).toThrow('UNIQUE');
  expect(() => db.exec('UPDATE individual_edits SET at = 2')).toThrow('append-only');
  expect(() => db.exec('DELETE FROM individual_edits')).toThrow('append-only');
  db.close();
});
