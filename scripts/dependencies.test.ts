import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

it('every dependency, and nothing else, has its reason in docs/architecture.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const [, listed] = read('docs/architecture.md').split('## Dependencies');
  const named = Array.from(listed.matchAll(/^- `([^`]+)`: \S.*$/gm), ([, name]) => name);
  const used = [...Object.keys(dependencies), ...Object.keys(devDependencies)];
  expect([...named].sort()).toEqual([...used].sort());
});

it('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  }
});
