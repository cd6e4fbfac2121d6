import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { layoutOf } from '#catalog/layout.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { JobError } from '../job-context.ts';

export interface Source {
  root: string;
  /** Only these below the root, or everything. */
  only: string | null;
}

/**
 * Where to look. A folder inside a root that is known already stays part of that root.
 *
 * @param dropped the folder in the catalogue's own that photos may be taken from
 * @throws JobError for a path that is gone, is no file and no folder, or belongs to a catalogue
 */
export async function sourcesOf(
  paths: readonly string[],
  roots: readonly string[],
  dropped: string,
): Promise<Source[]> {
  const sources: Source[] = [];
  for (const given of paths) {
    const path = resolve(given);
    const found = await statOf(path);
    const isFolder = found.isDirectory();
    if (!isFolder && !found.isFile())
      throw new JobError('bad-input', `${path} is a device or a pipe, no photo and no folder.`, {
        path,
      });
    await refuseCatalogue(path, dropped);
    const folder = isFolder ? path : dirname(path);
    const root = roots.find((known) => `${folder}/`.startsWith(`${known}/`)) ?? folder;
    const below = folder === root ? '' : folder.slice(root.length + 1).replaceAll('\\', '/');
    const only = isFolder ? below : [below, basename(path)].filter((part) => part !== '').join('/');
    sources.push({ root, only: only === '' ? null : only });
  }
  return sources;
}

async function statOf(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw new JobError(
      'folder-missing',
      `${path} is not there. Check the name, or plug in the disk it is on.`,
      { path, cause: String(error) },
    );
  }
}

/** What a catalogue keeps in its folder are small copies of photos, and none of them is a photo. */
async function refuseCatalogue(path: string, dropped: string): Promise<void> {
  if (`${path}${sep}`.startsWith(`${dropped}${sep}`)) return;
  const parts = path.split(sep);
  const at = parts.findIndex((part) => part.endsWith(catalogueEnding));
  if (at < 0) return;
  const catalogue = parts.slice(0, at + 1).join(sep);
  const isOne = await stat(layoutOf(catalogue).database).then(
    () => true,
    () => false,
  );
  if (isOne)
    throw new JobError(
      'bad-input',
      `${join(catalogue)} is a catalogue, not a folder of photos: the pictures in it are Resight’s own small copies. Give the folder that your photos are in, or open the catalogue with --catalogue or from the start screen.`,
      { path },
    );
}
