import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations, schemaVersion } from '../migrate.ts';

it('gives a catalogue of version 6 a place for names that a network gave, and keeps its decisions', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 6));
  db.exec(`INSERT INTO roots (path, added_at) VALUES ('/p', 1);
    INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height, imported_at)
      VALUES (1, 'a.jpg', 'a.jpg', '${'0'.repeat(64)}', 1, 1, 'jpeg', 10, 10, 1);
    INSERT INTO boxes (photo_id, class_id, x, y, w, h, source, state, created_at, updated_at)
      VALUES (1, 1, 0, 0, 1, 1, 'human', 'accepted', 1, 1);
    INSERT INTO individuals (code, created_at) VALUES ('A', 1);
    INSERT INTO decisions (box_id, verdict, individual_id, decided_at) VALUES (1, 'match', 1, 1);
    INSERT INTO models (kind, version, name, architecture, origin, state, recipe, data_seen, metrics, files, created_at)
      VALUES ('embedder', 1, 'Embedder 1', 'b0', 'trained', 'ready', '{}', '{}', '{}', '{}', 1)`);
  expect(migrate(db, migrations.slice(0, 7))).toEqual([7]);
  expect(schemaVersion(db)).toBe(7);
  db.exec(`INSERT INTO pseudo_label_rounds (model_id, rule, created_at) VALUES (1, '{}', 1);
    INSERT INTO pseudo_labels VALUES (1, 1, 1, 0.9, NULL)`);
  expect(db.prepare('SELECT count(*) AS n FROM decisions').get()).toEqual({ n: 1 });
  expect(() => db.exec(`INSERT INTO pseudo_labels VALUES (1, 1, 1, 0.9, 0.9)`)).toThrow('UNIQUE');
});
