import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { isReadName, rawKindOf, stemOf } from '#terms/photos/file-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/**
 * Photos on the disk below a folder, in order, `/` between parts; a RAW file beside a picture of its name is that photo.
 *
 * @throws CatalogueError `bad-input` for a folder that cannot be read
 */
export async function photosBelow(folder: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new CatalogueError(
      'bad-input',
      `${folder} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      { folder },
    );
  }
  const paths = entries
    .filter((entry) => entry.isFile() && isReadName(entry.name) && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const pictures = new Set(paths.filter((path) => rawKindOf(path) === null).map(stemOf));
  return paths.filter((path) => rawKindOf(path) === null || !pictures.has(stemOf(path)));
}

/** How many of them the catalogue does not know, neither there nor as the copy of another. */
export function unknownBelow(
  catalogue: Catalogue,
  folder: string,
  paths: readonly string[],
): number {
  const known = new Set<string>();
  for (const { root, relPath } of catalogue.all<{ root: string; relPath: string }>(
    `SELECT r.path AS root, p.rel_path AS relPath FROM photos p JOIN roots r ON r.id = p.root_id
     UNION ALL
     SELECT r.path, c.rel_path FROM photo_copies c JOIN roots r ON r.id = c.root_id`,
  )) {
    const below = relative(folder, join(root, relPath));
    if (!below.startsWith('..') && !isAbsolute(below)) known.add(below.split(sep).join('/'));
  }
  return paths.filter((path) => !known.has(path)).length;
}
