import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { idleExports, surfaceOf } from './exports.ts';
import { everyFile, isForTests, root } from './sources.ts';

/** Exports that something other than an import of ours takes. */
const takenFromOutside = new Set([
  // Vite reads it.
  'renderer/vite.config.ts#default',
  // The desktop build puts it in the place of the library.
  'electron/sharp-here.ts#default',
]);

it('what is exported has a user in another file, and more than tests have a use for it', () => {
  const files = new Map(everyFile().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  expect(files.size).toBeGreaterThan(1200);
  const { unused, testedOnly } = idleExports(files, isForTests);
  expect(unused.filter((place) => !takenFromOutside.has(place))).toEqual([]);
  expect(testedOnly).toEqual([]);
}, 120_000);

const among = (files: Record<string, string>) =>
  idleExports(new Map(Object.entries(files)), (path) => path.includes('.test.'));

it('a name that nobody imports is unused, one that only tests import is idle unless its file uses it', () => {
  expect(
    among({
      'api/a.ts': `export const used = 1;
        export const alone = 2;
        export const tested = 3;
        export const within = (): number => 4;
        console.log(within());`,
      'api/b.ts': `import { used } from './a.ts';\nconsole.log(used);`,
      'api/a.test.ts': `import { tested, within } from './a.ts';\nconsole.log(tested, within);`,
    }),
  ).toEqual({ unused: ['api/a.ts#alone'], testedOnly: ['api/a.ts#tested'] });
});

it.each([
  [`import { a } from '#api/a.ts';`, []],
  [`import type { a } from './a.ts';`, []],
  [`import { a as b } from './a.ts';`, []],
  [`import * as all from './a.ts';`, []],
  [`const { a } = await import('./a.ts');`, []],
  [`type A = import('./a.ts').a;`, []],
  [`import { other } from './a.ts';`, ['api/a.ts#a']],
  [`import { a } from 'a';`, ['api/a.ts#a']],
])('%s takes what it says', (text, unused) => {
  expect(among({ 'api/a.ts': 'export const a = 1;', 'api/b.ts': text }).unused).toEqual(unused);
});

it('handing on is no use: what is handed on needs a user too', () => {
  const handing = { 'api/a.ts': 'export const a = 1;', 'api/b.ts': `export { a } from './a.ts';` };
  expect(among(handing).unused).toEqual(['api/b.ts#a']);
  const taken = { ...handing, 'api/c.ts': `import { a } from './b.ts';` };
  expect(among(taken).unused).toEqual([]);
});

it('every name of a pattern is an export, no type in it is', () => {
  const text = `export const { a, b: [c = 1, ...d] }: Made<Words> = made();
    export function e() {}
    export interface F {}
    export default 1;`;
  expect([...surfaceOf('api/a.ts', text).exported.keys()]).toEqual([
    'a',
    'c',
    'd',
    'e',
    'F',
    'default',
  ]);
});
