/** What is exported without a user: a name that nobody imports is the file's own business, or dead. */
import { parseSync } from 'vite';
import { pathOf } from './imports.ts';
import { everyNode, nodeOf, nodesOf, type Node } from './syntax.ts';

/** Every name of a file, as far as an importer takes it whole. */
const ALL = '*';

/** What a file says to others and takes from them. */
interface Surface {
  /** Names that it exports, and whether it uses them itself. */
  exported: Map<string, { isUsedWithin: boolean }>;
  /** Names that it imports, by the path of the file. */
  imported: Map<string, Set<string>>;
}

function nameOf(value: unknown): string {
  const node = nodeOf(value);
  const name = node?.['name'] ?? node?.['value'];
  return typeof name === 'string' ? name : '';
}

/** Names that a pattern binds, such as `{ a, b: [c] }`. */
function namesBound(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case 'ObjectPattern':
      return nodesOf(pattern['properties']).flatMap(({ value, argument }) =>
        namesBound(nodeOf(value ?? argument)),
      );
    case 'ArrayPattern':
      return nodesOf(pattern['elements']).flatMap(namesBound);
    case 'AssignmentPattern':
      return namesBound(nodeOf(pattern['left']));
    case 'RestElement':
      return namesBound(nodeOf(pattern['argument']));
    default:
      return [nameOf(pattern)];
  }
}

const namesGiven = (declaration: Node): string[] =>
  declaration.type === 'VariableDeclaration'
    ? nodesOf(declaration['declarations']).flatMap(({ id }) => namesBound(nodeOf(id)))
    : [nameOf(declaration['id'])];

/** Names that an import or a re-export takes from its source. */
function namesTaken(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return nodesOf(node['specifiers']).map((specifier) =>
        specifier.type === 'ImportSpecifier'
          ? nameOf(specifier['imported'])
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : ALL,
      );
    case 'ExportNamedDeclaration':
      return nodesOf(node['specifiers']).map(({ local }) => nameOf(local));
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return [ALL];
    default:
      return [];
  }
}

/** @param path below the project's folder */
export function surfaceOf(path: string, text: string): Surface {
  const nodes = everyNode(parseSync(path, text).program.body);
  const said = new Map<string, number>();
  for (const { type, name } of nodes)
    if ((type === 'Identifier' || type === 'JSXIdentifier') && typeof name === 'string')
      said.set(name, (said.get(name) ?? 0) + 1);
  const exported: Surface['exported'] = new Map();
  const imported: Surface['imported'] = new Map();
  for (const node of nodes) {
    const source = nodeOf(node['source'])?.['value'];
    const from = typeof source === 'string' ? pathOf(source, path) : null;
    if (from !== null) {
      const taken = imported.get(from) ?? new Set();
      for (const name of namesTaken(node)) taken.add(name);
      imported.set(from, taken);
    }
    if (node.type === 'ExportDefaultDeclaration') exported.set('default', { isUsedWithin: false });
    if (node.type !== 'ExportNamedDeclaration') continue;
    const declaration = nodeOf(node['declaration']);
    for (const name of declaration === null ? [] : namesGiven(declaration))
      exported.set(name, { isUsedWithin: (said.get(name) ?? 0) > 1 });
    for (const specifier of nodesOf(node['specifiers']))
      exported.set(nameOf(specifier['exported']), {
        isUsedWithin: source === undefined && (said.get(nameOf(specifier['local'])) ?? 0) > 2,
      });
  }
  return { exported, imported };
}

interface Idle {
  /** `path#name` of each export that nobody imports. */
  unused: string[];
  /** Of each that tests alone import, and that its own file has no use for either. */
  testedOnly: string[];
}

/**
 * @param files texts by path, tests and fixtures too
 * @param isTest whether a file is there for tests alone
 */
export function idleExports(
  files: ReadonlyMap<string, string>,
  isTest: (path: string) => boolean,
): Idle {
  const surfaces = [...files].map(([path, text]) => ({ path, ...surfaceOf(path, text) }));
  const takenBy = (fromTests: boolean) => {
    const taken = new Set<string>();
    for (const { path, imported } of surfaces)
      if (isTest(path) === fromTests)
        for (const [from, names] of imported)
          for (const name of names) taken.add(`${from}#${name}`);
    return taken;
  };
  const [byProgram, byTests] = [takenBy(false), takenBy(true)];
  const idle: Idle = { unused: [], testedOnly: [] };
  for (const { path, exported } of surfaces)
    for (const [name, { isUsedWithin }] of exported) {
      const place = `${path}#${name}`;
      const isIn = (taken: Set<string>) => taken.has(place) || taken.has(`${path}#${ALL}`);
      if (isIn(byProgram)) continue;
      if (!isIn(byTests)) idle.unused.push(place);
      else if (!isUsedWithin && !isTest(path)) idle.testedOnly.push(place);
    }
  return idle;
}
