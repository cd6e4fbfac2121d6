import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { root, roomOf, sources } from './sources.ts';
import { twinsAmong } from './twins.ts';

it('every word of the domain is said once', () => {
  // What measures and drives the program from outside has words of its own.
  const program = sources().filter((path) => !['bench', 'e2e', 'scripts'].includes(roomOf(path)));
  expect(program.length).toBeGreaterThan(800);
  expect(twinsAmong(program, root)).toEqual({ names: [], shapes: [] });
});

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function twinsOf(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'resight-house-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return twinsAmong(Object.keys(files), folder);
}

it('a type exported under one name by two rooms is a twin', () => {
  const { names } = twinsOf({
    'catalog/a.ts': `export type Side = 'left' | 'right';`,
    'renderer/b.ts': `export type Side = 'right' | 'left';`,
    'renderer/c.ts': `export type Half = 'right';\ntype Side = 'left';`,
  });
  expect(names).toEqual([{ what: 'Side', places: ['catalog/a.ts#Side', 'renderer/b.ts#Side'] }]);
});

it('so are exported shapes with the same keys, whatever their names and however they are written', () => {
  const { names, shapes } = twinsOf({
    'api/schema.ts': `export const photoSchema = z.object({ name: z.string(), width: z.number() });`,
    'catalog/row.ts': `export interface Row { width: number; name: string }`,
    'worker/file.ts': `export type File = { name: string; width: number };`,
    'worker/other.ts': `export interface Other { name: string; height: number }`,
  });
  expect(names).toEqual([]);
  expect(shapes.map(({ places }) => places)).toEqual([
    ['api/schema.ts#photoSchema', 'catalog/row.ts#Row', 'worker/file.ts#File'],
  ]);
});

it('what is derived, what stays in its room and what has a single key is none', () => {
  expect(
    twinsOf({
      'terms/photo.ts': `export const photo = z.object({ name: z.string(), width: z.number() });`,
      'catalog/photo.ts': `export type Row = Pick<Photo, 'name' | 'width'>;`,
      'renderer/a.ts': `export interface Shown { at: number; of: number }`,
      'renderer/b.ts': `export interface Listed { at: number; of: number }`,
      'api/one.ts': `export interface One { id: number }`,
      'worker/one.ts': `export interface Another { id: number }`,
    }),
  ).toEqual({ names: [], shapes: [] });
});
