/** Who imports whom, types too, and where that runs in a circle or up a floor. */
import { posix } from 'node:path';
import { parseSync } from 'vite';
import { floors, roomOf } from './sources.ts';
import { everyNode, nodeOf } from './syntax.ts';

interface Import {
  from: string;
  to: string;
}

/** Nodes that name a module, and the field they name it in. */
const naming: Readonly<Record<string, string>> = {
  ImportDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
};

/** `#room/file` and `./file` as a path below the project's folder; null for a package. */
export function pathOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return null;
}

/** What a file imports of ours: each once, in the order of first mention. */
export function importsOf(path: string, text: string): Import[] {
  const to = new Set<string>();
  for (const node of everyNode(parseSync(path, text).program.body)) {
    const named = nodeOf(node[naming[node.type] ?? ''])?.['value'];
    if (typeof named !== 'string') continue;
    const imported = pathOf(named, path);
    if (imported !== null) to.add(imported);
  }
  return [...to].map((each) => ({ from: path, to: each }));
}

/**
 * Files that reach themselves by way of others: the largest groups in which each reaches each (Tarjan,
 * "Depth-first search and linear graph algorithms", 1972), each in order of path.
 */
export function circlesAmong(imports: readonly Import[]): string[][] {
  const next = Map.groupBy(imports, ({ from }) => from);
  const number = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string): number => {
    const mine = number.size;
    number.set(file, mine);
    path.push(file);
    onPath.add(file);
    let low = mine;
    let self = false;
    for (const { to } of next.get(file) ?? []) {
      self ||= to === file;
      if (!number.has(to)) low = Math.min(low, visit(to));
      else if (onPath.has(to)) low = Math.min(low, lowest.get(to) ?? number.get(to) ?? mine);
    }
    lowest.set(file, low);
    if (low < mine) return low;
    const group = path.splice(path.indexOf(file));
    for (const each of group) onPath.delete(each);
    if (group.length > 1 || self) circles.push(group.toSorted());
    return low;
  };
  for (const file of next.keys()) if (!number.has(file)) visit(file);
  return circles.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

const floorOf = (path: string) =>
  floors.findIndex((rooms) => (rooms as readonly string[]).includes(roomOf(path)));

/** Imports of another room that does not lie on a lower floor. */
export const climbing = (imports: readonly Import[]): Import[] =>
  imports.filter(
    ({ from, to }) =>
      roomOf(from) !== roomOf(to) &&
      floorOf(to) >= floorOf(from) &&
      // Tests of a whole path, measurements and the project's making stand above everything, side by side.
      floorOf(from) < floors.length - 1,
  );
