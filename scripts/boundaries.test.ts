import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { force: true });
});

/** What the linter says of a file that imports something. */
function lint(file: string, imported: string): string {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import { x } from '${imported}';\n\nexport const y = x;\n`);
  made.push(path);
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), [file], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return stdout;
}

it.each([
  ['models/boundary-probe.ts', '#catalog/catalogue.ts', false],
  ['models/session/boundary-probe.ts', '../nets/registry.ts', false],
  ['models/weights/boundary-probe.ts', '#models/nets/registry.ts', false],
  ['models/nets/heads/boundary-probe.ts', '../../session/train-step.ts', true],
  ['models/ops/boundary-probe.ts', '../autodiff/network.ts', true],
  ['models/session/boundary-probe.ts', '#catalog/catalogue.ts', false],
  ['catalog/boundary-probe.ts', '#models/x.ts', false],
  ['catalog/boundary-probe.ts', '../worker/messages.ts', false],
  ['worker/boundary-probe.ts', '#catalog/catalogue.ts', true],
  ['worker/host/boundary-probe.ts', '#models/x.ts', false],
  ['api/boundary-probe.ts', '#worker/jobs/programs.ts', false],
  ['api/boundary-probe.ts', '#worker/messages.ts', false],
  ['api/boundary-probe.ts', '#models/weights/safetensors-read.ts', true],
  ['api/boundary-probe.ts', '#models/session/training-session.ts', false],
  ['api/contract/boundary-probe.ts', '#catalog/catalogue.ts', false],
  ['renderer/boundary-probe.ts', '#api/server.ts', false],
  ['renderer/boundary-probe.ts', '#api/contract/index.ts', true],
  ['renderer/boundary-probe.ts', '#catalog/catalogue.ts', false],
  ['electron/boundary-probe.ts', '#catalog/catalogue.ts', false],
  ['cli/boundary-probe.ts', '#models/x.ts', false],
  ['catalog/boundary-probe.ts', 'better-sqlite3', true],
  ['worker/boundary-probe.ts', 'better-sqlite3', false],
  ['api/boundary-probe.ts', 'better-sqlite3', false],
  ['models/session/boundary-probe.ts', 'onnxruntime-node', false],
  ['bench/boundary-probe.ts', 'onnxruntime-node', false],
  ['scripts/boundary-probe.ts', 'onnxruntime-node', false],
])('%s may import %s: %s', (file, imported, allowed) => {
  expect(lint(file, imported).includes('no-restricted-imports')).toBe(!allowed);
});
