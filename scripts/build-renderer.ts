import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the screens into `dist/renderer`. */
export async function buildRenderer(): Promise<void> {
  await build({
    configFile: fileURLToPath(new URL('../renderer/vite.config.ts', import.meta.url)),
    logLevel: 'warn',
  });
}
