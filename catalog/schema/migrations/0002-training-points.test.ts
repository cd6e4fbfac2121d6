import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrate, migrations, schemaVersion } from '../migrate.ts';

it('gives a catalogue of version 1 a place for curves and keeps its models', () => {
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, 1));
  db.exec(`INSERT INTO models (kind, version, name, architecture, origin, state, recipe, data_seen,
    metrics, files, created_at) VALUES
    ('detector', 1, 'Detector 1', 'yolov5n', 'trained', 'ready', '{}', '{}', '{}', '{}', 1)`);
  expect(migrate(db, migrations.slice(0, 2))).toEqual([2]);
  expect(schemaVersion(db)).toBe(2);
  db.exec(`INSERT INTO training_points VALUES (1, 10, '{"loss": 2.5}')`);
  expect(db.prepare('SELECT count(*) AS n FROM models').get()).toEqual({ n: 1 });
  expect(() => db.exec(`INSERT INTO training_points VALUES (1, 11, 'not json')`)).toThrow('CHECK');
  db.close();
});
