import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { App } from '#api/app.ts';
import { openDemo } from '#api/open-demo.ts';
import { starterDetectors } from '#models/starter/detector.ts';
import { forkWorker } from '#worker/host/worker-process.ts';
import { buildElectron } from './build-electron.ts';
import { pictureLibrary } from '#electron/sharp-here.ts';

// Beside the packages, which the built programs load.
const root = fileURLToPath(new URL('..', import.meta.url));
let built = '';
beforeAll(async () => {
  await mkdir(join(root, 'dist'), { recursive: true });
  built = await mkdtemp(join(root, 'dist', 'test-'));
  await buildElectron(built);
}, 120_000);
afterAll(() => rm(built, { recursive: true, force: true }));

it.each([
  ['with the native image library', undefined],
  ['with its WebAssembly build, as on Linux inside Electron', '1'],
])(
  'the built worker draws and imports a demo %s',
  async (_, wasm) => {
    const folder = await mkdtemp(join(tmpdir(), 'resight-built-'));
    if (wasm !== undefined) process.env.RESIGHT_SHARP_WASM = wasm;
    const app = new App({
      shell: { shell: 'electron', version: '0', platform: 'test', nativeDialogs: true },
      spawnWorker: forkWorker(join(built, 'worker.js')),
      stateFolder: folder,
      documentsFolder: folder,
    });
    try {
      await openDemo(app, folder, { individuals: 2, photos: 4, seed: 7, width: 900, boxed: 0.5 });
      await app.open.queue.idle();
      expect(app.open.queue.list(10).map(({ kind, state }) => [kind, state])).toEqual([
        ['demo-labels', 'done'],
        ['import-photos', 'done'],
        ['demo', 'done'],
      ]);
    } finally {
      delete process.env.RESIGHT_SHARP_WASM;
      await app.quit();
      await rm(folder, { recursive: true, force: true });
    }
  },
  120_000,
);

it('the weights that the app brings lie whole beside the programs that name them', async () => {
  for (const path of Object.values(starterDetectors)) {
    const weights = await readFile(join(built, basename(path)));
    expect(weights.equals(await readFile(path))).toBe(true);
  }
  const programs = (await readdir(built)).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(programs.map((name) => readFile(join(built, name), 'utf8')));
  const named = texts.flatMap((text) => text.match(/[^"'/]*\/[^"'/]*\.safetensors/g) ?? []);
  expect(named).toContain('./lite0-pyramid.safetensors');
});

it('the preload is one script that hands out neither ipcRenderer nor an event', async () => {
  const preload = await readFile(join(built, 'preload.cjs'), 'utf8');
  expect(preload.match(/require\(/g)).toHaveLength(1);
  expect(preload).toContain('require("electron")');
  expect(preload).not.toMatch(/:\s*(?:electron\.)?ipcRenderer\s*[,}]/);
});

it('only the native builds for Linux are replaced', () => {
  expect(pictureLibrary('@img/sharp-linux-x64/sharp.node')).toBe('@img/sharp-wasm32/sharp.node');
  expect(pictureLibrary('@img/sharp-linuxmusl-arm64/sharp.node')).toBe(
    '@img/sharp-wasm32/sharp.node',
  );
  expect(pictureLibrary('@img/sharp-darwin-arm64/sharp.node')).toBe(
    '@img/sharp-darwin-arm64/sharp.node',
  );
});
