import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Bundles main, preload, worker and its drawing thread into `dist/electron`; packages stay outside. */
export async function buildElectron(): Promise<void> {
  const common = {
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
  } as const;
  await build({
    ...common,
    build: {
      ssr: true,
      target: 'node24',
      outDir: at('dist/electron'),
      emptyOutDir: true,
      rollupOptions: {
        input: {
          main: at('electron/main.ts'),
          worker: at('worker/entry.ts'),
          'draw-thread': at('worker/demo/draw-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  });
  // A sandboxed preload must be one CommonJS file.
  await build({
    ...common,
    build: {
      ssr: true,
      target: 'node24',
      outDir: at('dist/electron'),
      emptyOutDir: false,
      rollupOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}
