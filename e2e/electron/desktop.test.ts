import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { buildElectron } from '../../scripts/build-electron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Electron's program if it is on this machine; it is not fetched for a test. */
function program(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

const executablePath = program();
test.skip(executablePath === null, "Electron's program is not on this machine");

let folder = '';
let desktop: ElectronApplication;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildElectron();
});
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-desktop-'));
  desktop = await _electron.launch({
    executablePath: executablePath ?? undefined,
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: {
      ...(process.env as Record<string, string>),
      RESIGHT_STATE: join(folder, 'state'),
      RESIGHT_DOCUMENTS: folder,
    },
  });
});
test.afterEach(async () => {
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});

test('the window shows the app, and the demo is drawn and imported by its worker', async () => {
  const page = await desktop.firstWindow();
  expect(page.url()).toBe('app://resight/index.html');
  await page.getByRole('button', { name: /demo/i }).first().click();
  await page.evaluate(() => {
    location.hash = '#/photos';
  });
  const picture = page.locator('img[src^="photo://catalogue/photo/"]').first();
  await expect(picture).toBeVisible({ timeout: 90_000 });
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
    0,
  );
});

test('a page has no Node and cannot leave the app, open windows or ask for permissions', async () => {
  const page = await desktop.firstWindow();
  const found = await page.evaluate(async () => ({
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    opened: window.open('https://evil.example/') !== null,
    camera: await navigator.permissions.query({ name: 'camera' }).then(({ state }) => state),
    bridge: Object.keys((window as unknown as { resight: object }).resight).sort(),
  }));
  expect(found).toEqual({
    node: [],
    opened: false,
    camera: 'denied',
    bridge: ['connect', 'onAction', 'pathOf', 'pickFolder', 'pickPhotos'],
  });
  await page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toMatch(/^app:\/\/resight\//);
  expect(desktop.windows()).toHaveLength(1);
});

test('a second start hands over to the first and ends', async () => {
  await desktop.firstWindow();
  const second = await _electron
    .launch({
      executablePath: executablePath ?? undefined,
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...(process.env as Record<string, string>), RESIGHT_STATE: join(folder, 'state') },
      timeout: 10_000,
    })
    .then(
      async (other) => {
        const windows = other.windows().length;
        await other.close().catch(() => {});
        return windows;
      },
      () => 0,
    );
  expect(second).toBe(0);
  expect(desktop.windows()).toHaveLength(1);
});
