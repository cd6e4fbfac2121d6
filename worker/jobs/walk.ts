import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueEnding } from '#terms/files/endings.ts';
import { isPhotoName } from '#terms/photos/files.ts';

export interface WalkedFile {
  /** Path below the top folder, `/` between parts. */
  relPath: string;
  bytes: number;
  mtimeMs: number;
}

/**
 * Every picture by name below a folder, hidden folders and catalogues left out. A link to a folder is
 * followed unless it leads back into the way that led to it, so a loop ends.
 *
 * @param onProblem told of folders and files that cannot be read; the walk goes on.
 * @throws what `stat` throws if `top` itself is gone.
 */
export async function* walkPictures(
  top: string,
  onProblem: (relPath: string, reason: string) => void,
  signal?: AbortSignal,
): AsyncGenerator<WalkedFile> {
  yield* walkFolder(top, '', new Set([await realpath(top)]), onProblem, signal);
}

async function* walkFolder(
  top: string,
  relFolder: string,
  way: ReadonlySet<string>,
  onProblem: (relPath: string, reason: string) => void,
  signal?: AbortSignal,
): AsyncGenerator<WalkedFile> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(join(top, relFolder))) names.push(entry.name);
  } catch (error) {
    if (relFolder === '') throw error;
    onProblem(relFolder, `The folder cannot be read (${reason(error)}).`);
    return;
  }
  for (const name of names.sort()) {
    if (signal?.aborted === true) return;
    if (name.startsWith('.') || name.endsWith(catalogueEnding)) continue;
    const relPath = relFolder === '' ? name : `${relFolder}/${name}`;
    try {
      const found = await stat(join(top, relPath));
      if (found.isDirectory()) {
        const real = await realpath(join(top, relPath));
        if (way.has(real)) continue;
        yield* walkFolder(top, relPath, new Set([...way, real]), onProblem, signal);
      } else if (found.isFile() && isPhotoName(name)) {
        yield { relPath, bytes: found.size, mtimeMs: found.mtimeMs };
      }
    } catch (error) {
      if (isPhotoName(name)) onProblem(relPath, `It cannot be read (${reason(error)}).`);
    }
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'ENOENT':
      return 'it is gone';
    case 'ELOOP':
      return 'its links lead in a circle';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
