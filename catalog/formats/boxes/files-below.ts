import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * The files below a folder, `/` between parts, in order. What systems leave beside them is passed over: names with a
 * dot before them (`._IMG_0001.txt` of a Mac), and what a Mac's zip keeps apart.
 */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
    .sort();
}
