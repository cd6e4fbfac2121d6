import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations } from '../migrate.ts';

it('knows boxes of version 9 that were as large as their photo: names that go on, and cut-outs', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 9));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO individuals (code, created_at) VALUES ('A', 1)`);
  for (const id of [1, 2, 3, 4])
    db.exec(`INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, '${id}.jpg', '${id}.jpg', '${String(id).repeat(64)}', 1, 1, 'jpeg', 10, 10, 1)`);
  const box = (photo: number, source: string, w: number, at: number) =>
    db.exec(`INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, created_at, updated_at)
      VALUES (${photo}, 1, 0, 0, ${w}, ${w}, '${source}', 'accepted', ${at}, ${at})`);
  box(1, 'import', 1, 5);
  box(2, 'import', 1, 5);
  box(3, 'import', 0.5, 5);
  box(4, 'human', 1, 5);
  // Of a table without boxes, stored with its box; and of a table that came after boxes.
  for (const [boxId, at] of [
    [1, 5],
    [2, 9],
    [3, 5],
  ])
    db.exec(
      `INSERT INTO decisions (box_id, verdict, individual_id, origin, decided_at) VALUES (${boxId}, 'match', 1, 'import', ${at})`,
    );
  migrate(db, migrations.slice(0, 10));
  expect(
    db
      .prepare(
        'SELECT b.kind, p.box_count AS boxes FROM boxes b JOIN photos p ON p.id = b.photo_id',
      )
      .all(),
  ).toEqual([
    { kind: 'whole', boxes: 0 },
    { kind: 'cut-out', boxes: 1 },
    { kind: 'place', boxes: 1 },
    { kind: 'place', boxes: 1 },
  ]);
  expect(db.prepare('SELECT count(*) AS n FROM decisions WHERE from_name IS NULL').get()).toEqual({
    n: 3,
  });
  db.exec(`UPDATE boxes SET kind = 'cut-out' WHERE id = 1; UPDATE boxes SET kind = 'name' WHERE id = 2;
    UPDATE boxes SET state = 'rejected' WHERE id = 3`);
  expect(db.prepare('SELECT box_count FROM photos').pluck().all()).toEqual([1, 0, 0, 1]);
  expect(() => db.exec(`UPDATE boxes SET kind = 'other'`)).toThrow('CHECK');
});
