import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkWorker } from '#worker/host/worker-process.ts';
import { App } from './app.ts';
import { directClient } from './server.ts';

/** The app with a real worker process, in a folder of its own. */
export async function madeApp() {
  const folder = await mkdtemp(join(tmpdir(), 'resight-app-'));
  const app = new App({
    shell: { shell: 'browser', version: '0.0.0', platform: 'test', nativeDialogs: false },
    spawnWorker: forkWorker(fileURLToPath(new URL('../worker/entry.ts', import.meta.url))),
    stateFolder: join(folder, 'state'),
    documentsFolder: folder,
  });
  return {
    app,
    folder,
    client: directClient(app),
    remove: async () => {
      await app.quit();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
