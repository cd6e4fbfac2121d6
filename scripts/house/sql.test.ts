import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sources, root, roomOf } from './sources.ts';
import { sqlIn } from './sql.ts';

it('SQL is spoken in catalog alone, fixtures included', () => {
  const speaking = sources({ fixtures: true }).filter(
    (path) => sqlIn(path, readFileSync(join(root, path), 'utf8')).length > 0,
  );
  expect(speaking.length).toBeGreaterThan(30);
  // Measurements fill tables by the hundred thousand, and whole paths look into the file from outside.
  const foreign = speaking.filter((path) => !['catalog', 'bench', 'e2e'].includes(roomOf(path)));
  expect(foreign).toEqual([]);
});

it.each([
  [`db.all('SELECT id FROM photos')`, 1],
  ['db.get(`SELECT ${columns}\n FROM photos WHERE id = ?`)', 1],
  [`run('INSERT OR REPLACE INTO boxes (id) VALUES (1)')`, 1],
  [`run("UPDATE photos SET missing = 1"); run('DELETE FROM photos')`, 2],
  [`db.exec('BEGIN')`, 1],
  [`/^(?:INPUT|SELECT)$/.test(tagName)`, 0],
  [`title('Select photos FROM a list')`, 0],
])('%s', (text, statements) => {
  expect(sqlIn('worker/a.ts', text)).toHaveLength(statements);
});
