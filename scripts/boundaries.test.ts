import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a file stands that imports something, and whether it may. */
const cases = [
  ['models', '#catalog/catalogue.ts', false],
  ['models/session', '../nets/registry.ts', false],
  ['models/weights', '#models/nets/registry.ts', false],
  ['models/nets/heads', '../../session/train-step.ts', true],
  ['models/ops', '../autodiff/network.ts', true],
  ['models/session', '#catalog/catalogue.ts', false],
  ['catalog', '#models/x.ts', false],
  ['catalog', '../worker/messages.ts', false],
  ['worker', '#catalog/catalogue.ts', true],
  ['worker/host', '#models/x.ts', false],
  ['api', '#worker/jobs/programs.ts', false],
  ['api', '#worker/messages.ts', false],
  ['api', '#models/weights/safetensors-read.ts', true],
  ['api', '#models/session/training-session.ts', false],
  ['api/contract', '#catalog/catalogue.ts', false],
  ['renderer', '#api/server.ts', false],
  ['renderer', '#api/contract/index.ts', true],
  ['renderer', '#catalog/catalogue.ts', false],
  ['electron', '#catalog/catalogue.ts', false],
  ['cli', '#models/x.ts', false],
  ['catalog', 'better-sqlite3', true],
  ['worker', 'better-sqlite3', false],
  ['api', 'better-sqlite3', false],
  ['models/session', 'onnxruntime-node', false],
  ['bench', 'onnxruntime-node', false],
  ['scripts', 'onnxruntime-node', false],
] as const;
const probes = cases.map(([folder], at) => `${folder}/boundary-probe-${at}.ts`);
/** Probes that the linter refused for what they import; it is asked once of all. */
const refused = new Set<string>();

beforeAll(() => {
  for (const [at, [, imported]] of cases.entries())
    writeFileSync(
      join(root, probes[at]),
      `import { x } from '${imported}';\n\nexport const y = x;\n`,
    );
  const { stdout } = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['--format', 'json', ...probes],
    { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; filename: string }[];
  };
  for (const { code, filename } of diagnostics)
    if (code.includes('no-restricted-imports')) refused.add(filename);
});
afterAll(() => {
  for (const probe of probes) rmSync(join(root, probe), { force: true });
});

it.each(cases.map((one, at) => [...one, probes[at]] as const))(
  '%s may import %s: %s',
  (_folder, _imported, allowed, probe) => {
    expect(refused.has(probe)).toBe(!allowed);
  },
);
