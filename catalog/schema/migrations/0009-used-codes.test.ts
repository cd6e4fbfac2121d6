import { expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { migrate, migrations } from '../migrate.ts';

/** A catalogue of version 8 in which a second reviewer's "new" made an animal, and a first one was given its code. */
function oldCatalogue() {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 8));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO reviewers (name, created_at) VALUES ('Ann', 1), ('Ben', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, 'a.jpg', 'a.jpg', '${'0'.repeat(64)}', 1, 1, 'jpeg', 10, 10, 1)`);
  for (let box = 0; box < 4; box += 1)
    db.exec(`INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, created_at, updated_at)
      VALUES (1, 1, 0, 0, 1, 1, 'human', 'accepted', 1, 1)`);
  db.exec(`INSERT INTO individuals (code, created_at) VALUES ('A1', 1), ('A2', 1), ('B3', 1);
    INSERT INTO individual_edits (action, individual_id, before, after, at)
      VALUES ('edited', 3, '{"code":"A3"}', '{"code":"B3"}', 1);
    INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, decided_at) VALUES
      (1, 'match', 1, 1, 'first', 1), (1, 'new', 2, 2, 'second', 2);
    INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, round, batch_id, decided_at) VALUES
      (2, 'match', 2, 2, 'second', 2, 2);
    INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, origin, decided_at) VALUES
      (3, 'match', 3, NULL, 'import', 3)`);
  return db;
}

it('keeps the decisions of version 8, but for the animals that a second reviewer called new', () => {
  const db = oldCatalogue();
  migrate(db, migrations.slice(0, 9));
  expect(db.prepare('SELECT verdict, individual_id AS animal, round FROM decisions').all()).toEqual(
    [
      { verdict: 'match', animal: 1, round: 'first' },
      { verdict: 'new', animal: null, round: 'second' },
      { verdict: 'new', animal: null, round: 'second' },
      { verdict: 'match', animal: 3, round: 'first' },
    ],
  );
  expect(db.prepare('SELECT box_id, individual_id FROM box_identity').all()).toEqual([
    { box_id: 1, individual_id: 1 },
    { box_id: 3, individual_id: 3 },
  ]);
  expect(db.prepare('SELECT code, by_verdict FROM individuals').all()).toEqual([
    { code: 'A1', by_verdict: 0 },
    { code: 'A2', by_verdict: 1 },
    { code: 'B3', by_verdict: 0 },
  ]);
  expect(() => db.exec('DELETE FROM decisions')).toThrow('append-only');
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

it('knows every code that was ever given, and gives none twice', () => {
  const db = oldCatalogue();
  migrate(db, migrations.slice(0, 9));
  const codes = () => db.prepare('SELECT code, individual_id FROM codes').raw().all();
  expect(codes()).toEqual([
    ['A1', 1],
    ['A2', 2],
    ['A3', 3],
    ['B3', 3],
  ]);
  const add = (code: string) =>
    db.prepare('INSERT INTO individuals (code, created_at) VALUES (?, 1)').run(code);
  expect(() => add('a3')).toThrow('UNIQUE');
  add('A4');
  db.exec(
    `UPDATE individuals SET code = 'C4' WHERE code = 'A4'; UPDATE individuals SET code = 'A4' WHERE code = 'C4'`,
  );
  expect(() => add('C4')).toThrow('UNIQUE');
  expect(() => db.exec(`UPDATE individuals SET code = 'A2' WHERE code = 'A4'`)).toThrow('UNIQUE');
  expect(() => db.exec('DELETE FROM codes')).toThrow('for ever');
});
