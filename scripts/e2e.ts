/** Builds the screens, finds a Chromium, and runs the paths of `e2e/` in it. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { buildRenderer } from './build-renderer.ts';
import { ensureChromium } from './chromium.ts';
import { testEnvironment } from './test-environment.ts';

const chromium = ensureChromium();
await buildRenderer();
const { status } = spawnSync(
  process.execPath,
  [
    createRequire(import.meta.url).resolve('@playwright/test/cli'),
    'test',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, ...testEnvironment, RESIGHT_CHROMIUM: chromium } },
);
process.exitCode = status ?? 1;
