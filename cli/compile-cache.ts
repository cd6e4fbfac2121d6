import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { stateFolder } from '#api/state-folder.ts';

/**
 * Keeps compiled modules in the state folder, which halves the time to load the program from its second start on.
 * Workers inherit it. Node goes on without the cache where the folder cannot be written; `NODE_COMPILE_CACHE` and
 * `NODE_DISABLE_COMPILE_CACHE` have the last word.
 */
export function keepCompiled(): void {
  process.env.NODE_COMPILE_CACHE ??= join(stateFolder(process.platform, process.env), 'compiled');
  enableCompileCache(process.env.NODE_COMPILE_CACHE);
}
