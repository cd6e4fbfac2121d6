import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importsOf } from './imports.ts';
import { root, sources } from './sources.ts';

interface Row {
  /** Of the room, with a slash at its end. */
  folder: string;
  /** Beginnings of paths that it may import; null for all. */
  may: string[] | null;
}

const inTicks = (text: string) => Array.from(text.matchAll(/`([^`]+)`/g), ([, word]) => word);

const rows: Row[] = Array.from(
  readFileSync(join(root, 'docs/architecture.md'), 'utf8').matchAll(
    /^\| `([^`]+\/)` +\|[^|]*\| (.*?) *\|$/gm,
  ),
  ([, folder, may]) => ({ folder, may: may.startsWith('all') ? null : inTicks(may) }),
);
const within = (path: string, beginning: string) =>
  path === beginning || path.startsWith(beginning.endsWith('/') ? beginning : `${beginning}/`);
/** The narrowest room that a file is in. */
const rowOf = (path: string): Row | undefined =>
  rows
    .filter(({ folder }) => path.startsWith(folder))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];

const imports = sources().flatMap((path) =>
  importsOf(path, readFileSync(join(root, path), 'utf8')),
);

it('the table of rooms lists every room', () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(imports.filter(({ from }) => rowOf(from) === undefined)).toEqual([]);
});

it('no room imports what the table does not let it', () => {
  expect(
    imports.filter(({ from, to }) => {
      const { folder, may } = rowOf(from) ?? { folder: '', may: [] };
      return may !== null && ![folder, 'terms', ...may].some((each) => within(to, each));
    }),
  ).toEqual([]);
});

it('the table lets nobody import what nobody imports', () => {
  const idle = rows.flatMap(({ folder, may }) =>
    (may ?? [])
      .filter(
        (each) =>
          !imports.some(({ from, to }) => rowOf(from)?.folder === folder && within(to, each)),
      )
      .map((each) => `${folder} ${each}`),
  );
  expect(idle).toEqual([]);
});
