/**
 * Finds words that are said twice: types exported under one name by two rooms, and exported object types with
 * the same keys in two rooms. A word of the domain stands in `terms/`, and everybody else derives theirs from it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { roomOf } from './sources.ts';
import { nodeOf, nodesOf } from './syntax.ts';

interface Twin {
  /** The name, or the keys in order. */
  what: string;
  /** `path#name` of each place. */
  places: string[];
}

interface Twins {
  names: Twin[];
  shapes: Twin[];
}

function nameOf(value: unknown): string | null {
  const node = nodeOf(value);
  const name = node?.['name'] ?? node?.['value'];
  return typeof name === 'string' ? name : null;
}

const keysOf = (members: unknown): string[] =>
  nodesOf(members)
    .map(({ key }) => nameOf(key))
    .filter((key) => key !== null);

interface Exported {
  name: string;
  isType: boolean;
  keys: string[];
}

/** Keys of `z.object({...})` or `z.strictObject({...})`; none of anything else. */
function schemaKeys(value: unknown): string[] {
  const call = nodeOf(value);
  if (call?.type !== 'CallExpression') return [];
  const callee = nodeOf(call['callee']);
  if (callee?.type !== 'MemberExpression' || nameOf(callee['object']) !== 'z') return [];
  if (!/^(strict)?object$/i.test(nameOf(callee['property']) ?? '')) return [];
  return keysOf(nodesOf(call['arguments'])[0]?.['properties']);
}

function exportsOf(path: string, folder: string): Exported[] {
  const found: Exported[] = [];
  const { program } = parseSync(path, readFileSync(join(folder, path), 'utf8'));
  for (const statement of nodesOf(program.body)) {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? nodeOf(statement['declaration']) : null;
    if (declared === null) continue;
    if (declared.type === 'TSInterfaceDeclaration') {
      const keys = keysOf(nodeOf(declared['body'])?.['body']);
      found.push({ name: nameOf(declared['id']) ?? '', isType: true, keys });
    } else if (declared.type === 'TSTypeAliasDeclaration') {
      const keys = keysOf(nodeOf(declared['typeAnnotation'])?.['members']);
      found.push({ name: nameOf(declared['id']) ?? '', isType: true, keys });
    } else if (declared.type === 'VariableDeclaration') {
      for (const { id, init } of nodesOf(declared['declarations']))
        found.push({ name: nameOf(id) ?? '', isType: false, keys: schemaKeys(init) });
    }
  }
  return found;
}

const inTwoRooms = (places: ReadonlyMap<string, string[]>): Twin[] =>
  [...places]
    .filter(([, each]) => new Set(each.map(roomOf)).size > 1)
    .map(([what, each]) => ({ what, places: each }));

/** @param paths of source files below a folder, `room/...` */
export function twinsAmong(paths: readonly string[], folder = '.'): Twins {
  const names = new Map<string, string[]>();
  const shapes = new Map<string, string[]>();
  const note = (places: Map<string, string[]>, what: string, place: string) =>
    places.set(what, [...(places.get(what) ?? []), place]);
  for (const path of paths) {
    for (const { name, isType, keys } of exportsOf(path, folder)) {
      const place = `${path}#${name}`;
      if (isType) note(names, name, place);
      if (keys.length > 1) note(shapes, keys.toSorted().join(', '), place);
    }
  }
  return { names: inTwoRooms(names), shapes: inTwoRooms(shapes) };
}
