import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

function installedProgram(): string | null {
  const folder = dirname(require.resolve('electron/package.json'));
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const program = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(program) ? program : null;
}

/** Electron's program, fetched on the first call where that is possible; null where it is not. */
export function electronProgram(): string | null {
  const here = installedProgram();
  if (here !== null || process.env.RESIGHT_NO_ELECTRON !== undefined) return here;
  // A machine without a way out answers at once; one that only hangs is not waited for long.
  const fetched = spawnSync(process.execPath, [require.resolve('electron/install.js')], {
    stdio: 'ignore',
    timeout: 180_000,
  });
  return fetched.status === 0 ? installedProgram() : null;
}
