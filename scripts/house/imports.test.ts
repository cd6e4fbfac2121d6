import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circlesAmong, climbing, importsOf } from './imports.ts';
import { root, sources } from './sources.ts';

const among = (files: Record<string, string>) =>
  Object.entries(files).flatMap(([path, text]) => importsOf(path, text));

describe('the house', () => {
  const imports = sources().flatMap((path) =>
    importsOf(path, readFileSync(join(root, path), 'utf8')),
  );

  it('is read whole', () => {
    expect(imports.length).toBeGreaterThan(2000);
    expect(imports).toContainEqual({ from: 'cli/program.ts', to: 'cli/commands/match.ts' });
  });

  it('has no file that imports itself by way of others, not even for a type', () => {
    expect(circlesAmong(imports)).toEqual([]);
  });

  it('has no room that imports from a higher floor, or from its neighbour', () => {
    expect(climbing(imports)).toEqual([]);
  });
});

describe('what counts as an import', () => {
  it.each([
    [`import { a } from './a.ts';`, ['worker/a.ts']],
    [`import type { A } from '../worker/a.ts';`, ['worker/a.ts']],
    [`import { type A } from '#terms/a.ts';`, ['terms/a.ts']],
    [`export * from './a.ts';`, ['worker/a.ts']],
    [`export type { A } from './deep/a.ts';`, ['worker/deep/a.ts']],
    [`const a = await import('./a.ts');`, ['worker/a.ts']],
    [`type A = import('./a.ts').A;`, ['worker/a.ts']],
    [`import { z } from 'zod';`, []],
  ])('%s', (text, expected) => {
    expect(importsOf('worker/b.ts', text).map(({ to }) => to)).toEqual(expected);
  });
});

describe('a circle', () => {
  it('is found through types and through others, and named by all who are in it', () => {
    const imports = among({
      'api/a.ts': `import type { B } from './b.ts';`,
      'api/b.ts': `import { c } from './c.ts';\nimport './leaf.ts';`,
      'api/c.ts': `export * from './a.ts';`,
      'api/d.ts': `import './a.ts';`,
      'api/own.ts': `import './own.ts';`,
    });
    expect(circlesAmong(imports)).toEqual([['api/a.ts', 'api/b.ts', 'api/c.ts'], ['api/own.ts']]);
  });

  it('is not two ways to one file', () => {
    const imports = among({
      'api/a.ts': `import './b.ts';\nimport './c.ts';`,
      'api/b.ts': `import './d.ts';`,
      'api/c.ts': `import './d.ts';\nimport './b.ts';`,
    });
    expect(circlesAmong(imports)).toEqual([]);
  });
});

it('an import from a higher floor or a neighbour climbs, one from below does not', () => {
  const imports = among({
    'catalog/up.ts': `import type { Job } from '#worker/kinds.ts';`,
    'catalog/beside.ts': `import '#models/graph.ts';`,
    'catalog/down.ts': `import '#terms/sides.ts';\nimport './within.ts';`,
  });
  expect(climbing(imports).map(({ from }) => from)).toEqual(['catalog/up.ts', 'catalog/beside.ts']);
});
