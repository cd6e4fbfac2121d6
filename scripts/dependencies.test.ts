import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const page = read('docs/architecture.md');

it.each(
  Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  ),
)('%s has its reason in docs/architecture.md', (name) => {
  expect(page).toContain(`\`${name}\``);
});

it.each(Object.entries({ ...dependencies, ...devDependencies }))(
  '%s is pinned to %s',
  (_, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/);
  },
);
