import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium that is on this machine: named by the environment, Playwright's own, or the system's. */
function findChromium(): string | null {
  const named = process.env.RESIGHT_CHROMIUM;
  if (named !== undefined && existsSync(named)) return named;
  const own = chromium.executablePath();
  if (own !== '' && existsSync(own)) return own;
  const look = process.platform === 'win32' ? 'where' : 'which';
  for (const name of systemNames) {
    const found = spawnSync(look, [name], { encoding: 'utf8' });
    const [path] = found.status === 0 ? found.stdout.split('\n') : [''];
    if (path.trim() !== '') return path.trim();
  }
  return null;
}

function tryRun(program: string, ...args: string[]): boolean {
  process.stdout.write(`> ${program} ${args.join(' ')}\n`);
  try {
    execFileSync(program, args, {
      stdio: 'inherit',
      timeout: 300_000,
      shell: process.platform === 'win32',
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * A Chromium, installed if there is none: by Playwright, or by the system's packages where we may.
 *
 * @throws Error that says what to install by hand.
 */
export function ensureChromium(): string {
  let path = findChromium();
  if (path === null && tryRun('npx', 'playwright', 'install', 'chromium')) path = findChromium();
  if (path === null && process.getuid?.() === 0 && tryRun('apt-get', 'update')) {
    tryRun('apt-get', 'install', '-y', '--no-install-recommends', 'chromium');
    path = findChromium();
  }
  if (path === null) {
    throw new Error(
      'No Chromium was found and none could be installed. Install Chromium or Chrome, or name one in RESIGHT_CHROMIUM.',
    );
  }
  return path;
}
