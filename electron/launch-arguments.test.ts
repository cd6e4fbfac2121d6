import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { catalogueOf } from './launch-arguments.ts';

it.each([
  [['resight', '/w/Azores.resight'], '/w/Azores.resight'],
  [['electron', '.', '--no-sandbox', 'Azores.resight/'], '/home/Azores.resight'],
  [['/opt/x.resight'], null],
  [['resight', '--user-data-dir=/w/x.resight'], null],
  [['resight', 'photos'], null],
])('%j means %s', (argv, expected) => {
  expect(catalogueOf(argv, '/home')).toBe(expected === null ? null : resolve(expected));
});
