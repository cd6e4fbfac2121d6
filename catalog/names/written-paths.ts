import { foldedName, plainParts } from './plain-name.ts';
import { rootLabels } from './root-labels.ts';
import { safeRelPath } from './safe-path.ts';

/** A photo by the place where it stands. */
export interface PlacedPhoto {
  id: number;
  /** Absolute path of its root. */
  root: string;
  /** Path below the root, `/` between parts. */
  relPath: string;
}

/**
 * What each photo is called in everything that is written about it: its path below its root, with the root's
 * label before it where there are several roots, or where a bare name is another photo's name too. No two photos
 * have the same, and the finder of photos knows each by it.
 *
 * @param photos each once, in the order of their ids: what one is called does not hang on later ones.
 */
export function writtenPaths(photos: readonly PlacedPhoto[]): Map<number, string> {
  const labels = rootLabels([...new Set(photos.map(({ root }) => root))]);
  const names = new Map<string, number>();
  for (const { relPath } of photos) {
    const name = foldedName(nameOf(relPath));
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  const used = new Set<string>();
  const written = new Map<number, string>();
  for (const { id, root, relPath } of photos) {
    const isBareTwice = !relPath.includes('/') && (names.get(foldedName(nameOf(relPath))) ?? 0) > 1;
    let path = labels.size > 1 || isBareTwice ? `${labels.get(root) ?? root}/${relPath}` : relPath;
    // Names that differ in their Unicode form alone, and folders named like the root.
    const parents = plainParts(root);
    for (let depth = 1; used.has(path) && depth <= parents.length; depth += 1)
      path = `${parents.slice(-depth).join('/')}/${relPath}`;
    used.add(path);
    written.set(id, path);
  }
  return written;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Which part of a path must differ from every other's, without case: all of it, or what comes before its ending. */
export type Uniqueness = 'path' | 'stem';

const ending = /\.[^./]+$/;
export const stemOf = (path: string): string => path.replace(ending, '');

/**
 * Paths that every file system takes, one a photo: what is forbidden is replaced, and names that become one by
 * that, or by their case, are numbered.
 */
export function filePaths(
  written: ReadonlyMap<number, string>,
  uniqueness: Uniqueness,
): Map<number, string> {
  const used = new Set<string>();
  const paths = new Map<number, string>();
  const key = (path: string) => foldedName(uniqueness === 'stem' ? stemOf(path) : path);
  for (const [id, path] of written) {
    const safe = safeRelPath(path);
    let free = safe;
    for (let copy = 2; used.has(key(free)); copy += 1)
      free = `${stemOf(safe)} (${copy})${ending.exec(safe)?.[0] ?? ''}`;
    used.add(key(free));
    paths.set(id, free);
  }
  return paths;
}
