import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Topic } from '#terms/events.ts';
import { madeStudy } from './exports/made-study.fixture.ts';
import type { Catalogue } from './catalogue.ts';
import { writtenTables } from './written.ts';

let catalogue: Catalogue;
let remove: () => void;
let told: Topic[][];
beforeEach(() => {
  ({ catalogue, remove } = madeStudy());
  told = [];
  catalogue.onWritten((topics) => told.push(topics.toSorted()));
});
afterEach(() => remove());

it('every table of the catalogue says what a change of it makes old', () => {
  const tables = catalogue.all<{ name: string }>(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
  );
  expect(Object.keys(writtenTables).toSorted()).toEqual(tables.map(({ name }) => name));
});

it('a transaction is told once, after it, with all that it wrote', () => {
  catalogue.transaction(() => {
    catalogue.run('UPDATE boxes SET side = side WHERE id = 1');
    catalogue.run(`INSERT INTO individuals (code, created_at) VALUES ('TT009', 1)`);
    expect(told).toEqual([]);
  });
  expect(told).toEqual([['boxes', 'individuals']]);
});

it('one that failed, and what only read, says nothing', () => {
  expect(() =>
    catalogue.transaction(() => {
      catalogue.run('UPDATE boxes SET side = side');
      throw new Error('the disk is full');
    }),
  ).toThrow('the disk is full');
  catalogue.all('SELECT * FROM boxes');
  catalogue.run('UPDATE boxes SET side = side WHERE id = 999');
  expect(told).toEqual([]);
});

it('the counts that boxes keep up in photos are a matter of boxes alone', () => {
  catalogue.run(`UPDATE boxes SET state = 'rejected' WHERE id = 1`);
  catalogue.run(`UPDATE photos SET species = 'Tursiops truncatus' WHERE id = 1`);
  expect(told).toEqual([['boxes'], ['photos']]);
});

it('what a removed row takes with it is told too', () => {
  catalogue.run(`INSERT INTO best_boxes VALUES (1, 'left', 9)`);
  told = [];
  catalogue.run('DELETE FROM boxes WHERE id = 9');
  expect(told).toEqual([['boxes', 'individuals']]);
});

it('a new name of the catalogue is a matter of the catalogue, another setting is not', () => {
  catalogue.rename('Spey Bay');
  catalogue.run(`INSERT INTO settings VALUES ('gridThumbSize', '200')`);
  expect(told).toEqual([['catalogue', 'settings'], ['settings']]);
});
