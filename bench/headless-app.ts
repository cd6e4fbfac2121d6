import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from '#api/app.ts';
import { forkWorker } from '#worker/host/worker-process.ts';

/** The app without a screen, with a real worker, in a folder of its own. */
export const headlessApp = (folder: string): App =>
  new App({
    shell: { shell: 'browser', version: '0', platform: process.platform, nativeDialogs: false },
    spawnWorker: forkWorker(fileURLToPath(new URL('../worker/entry.ts', import.meta.url))),
    stateFolder: join(folder, 'state'),
    documentsFolder: folder,
  });
