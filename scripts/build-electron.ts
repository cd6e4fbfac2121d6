import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Loaded at run time from their packages: Electron's own and native code. Everything else goes in. */
const outside = ['electron', 'better-sqlite3', 'onnxruntime-node'];

/**
 * Programs that run beside others (a thread's, say) are named in the source as
 * `new URL('./x.ts', import.meta.url)`; each becomes a file of its own that the address then means. All files lie
 * in one folder, so that the address holds whichever of them the line ends up in.
 */
function besidePrograms(): Plugin {
  return {
    name: 'resight-beside-programs',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('new URL(') || !id.endsWith('.ts')) return null;
      return code.replace(
        /new URL\(\s*'(\.{1,2}\/[^']+\.ts)',\s*import\.meta\.url,?\s*\)/g,
        (_whole, path: string) => {
          const fileName = `${basename(path, '.ts')}.js`;
          this.emitFile({ type: 'chunk', id: resolve(dirname(id), path), fileName });
          return `new URL('./${fileName}', import.meta.url)`;
        },
      );
    },
  };
}

/**
 * Weights that the app brings are named as `new URL('./x.safetensors', import.meta.url)`; each is copied
 * beside the programs, whole, under its own name.
 */
function besideWeights(): Plugin {
  return {
    name: 'resight-beside-weights',
    enforce: 'pre',
    async transform(code, id) {
      const named = /new URL\(\s*'(\.{1,2}\/[^']+\.safetensors)',\s*import\.meta\.url,?\s*\)/g;
      if (!id.endsWith('.ts')) return null;
      for (const [, path = ''] of code.matchAll(named)) {
        const source = await readFile(resolve(dirname(id), path));
        this.emitFile({ type: 'asset', fileName: basename(path), source });
      }
      return code.replace(
        named,
        (_whole, path: string) => `new URL('./${basename(path)}', import.meta.url)`,
      );
    },
  };
}

/** Puts `electron/sharp-here.ts` in the place of `sharp`; it loads the build that fits. */
function fittingSharp(): Plugin {
  const replacement = resolve(root, 'electron/sharp-here.ts');
  return {
    name: 'resight-fitting-sharp',
    enforce: 'pre',
    resolveId: (source) => (source === 'sharp' ? replacement : null),
  };
}

async function buildPrograms(
  input: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs',
): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [fittingSharp(), besidePrograms(), besideWeights()],
    ssr: { noExternal: true, external: outside },
    build: {
      ssr: true,
      emitAssets: true,
      outDir,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input,
        external: [...outside, /^node:/],
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  });
}

/**
 * Builds the desktop program: `main.js`, `worker.js` and, since a sandboxed preload cannot be a module,
 * `preload.cjs`.
 */
export async function buildElectron(outDir = resolve(root, 'dist/electron')): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await buildPrograms(
    { main: resolve(root, 'electron/main.ts'), worker: resolve(root, 'worker/entry.ts') },
    outDir,
    'es',
  );
  await buildPrograms({ preload: resolve(root, 'electron/preload.ts') }, outDir, 'cjs');
}
