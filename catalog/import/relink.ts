import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Relinked } from '#terms/photos/photos.ts';
import type { Catalogue } from '../catalogue.ts';
import { freePath, rootId } from './store-photos.ts';

interface Place {
  id: number;
  root: string;
  relPath: string;
  bytes: number;
}

/**
 * Looks at every photo's path and notes which are not there; returns how many are missing. A photo at whose place
 * another picture stands stays missing as long as a file is there.
 */
export function markMissing(
  catalogue: Catalogue,
  isThere: (path: string) => boolean = existsSync,
): number {
  const places = catalogue.all<Place & { missing: number; replaced: number }>(
    `SELECT p.id, r.path AS root, p.rel_path AS relPath, p.bytes, p.missing, p.replaced
     FROM photos p JOIN roots r ON r.id = p.root_id`,
  );
  // One look at a folder that is gone answers for everything in it.
  const rootThere = new Map<string, boolean>();
  let missing = 0;
  catalogue.transaction(() => {
    for (const place of places) {
      let there = rootThere.get(place.root);
      if (there === undefined) {
        there = isThere(place.root);
        rootThere.set(place.root, there);
      }
      const gone = !there || !isThere(join(place.root, place.relPath));
      if (gone || place.replaced === 1) missing += 1;
      if (place.replaced === 1) continue;
      if (gone !== (place.missing === 1)) {
        catalogue.run('UPDATE photos SET missing = ? WHERE id = ?', gone ? 1 : 0, place.id);
      }
    }
  });
  return missing;
}

/** A file below the folder that may be one of the missing photos. */
export interface FoundFile {
  relPath: string;
  bytes: number;
}

/** How files are told apart. */
export interface Hashes {
  /** sha256 of a file as hex. */
  content(path: string): Promise<string>;
  /** What makes a file the same picture in other bytes; null for what is no picture. */
  picture(path: string): Promise<string | null>;
}

/**
 * Finds missing photos again under a folder: by name and size first, then by content, so that a renamed file is found
 * as well; and by name and picture, so that one which was given a place or keywords meanwhile is found, too. Only
 * content makes the link.
 *
 * @param files every file below `folder`.
 * @returns `unreadable`: files that might have been one of them and could not be read.
 */
export async function relink(
  catalogue: Catalogue,
  folder: string,
  files: readonly FoundFile[],
  hashes: Hashes,
  now: number,
): Promise<Relinked> {
  const bySize = new Map<number, FoundFile[]>();
  for (const file of files) {
    const list = bySize.get(file.bytes);
    if (list === undefined) bySize.set(file.bytes, [file]);
    else list.push(file);
  }
  const byName = Map.groupBy(files, ({ relPath }) => nameOf(relPath).toLowerCase());
  const digests = new Map<string, string>();
  const pictures = new Map<string, string | null>();
  const unreadable: string[] = [];
  const digestOf = async (relPath: string): Promise<string> => {
    const known = digests.get(relPath);
    if (known !== undefined) return known;
    let digest = '';
    try {
      digest = await hashes.content(join(folder, relPath));
    } catch {
      // One file that cannot be read is no reason not to find the others; it is told by name.
      unreadable.push(relPath);
    }
    digests.set(relPath, digest);
    return digest;
  };
  const pictureOf = async (relPath: string): Promise<string | null> => {
    const known = pictures.get(relPath);
    if (known !== undefined) return known;
    const picture = await hashes.picture(join(folder, relPath)).catch(() => null);
    pictures.set(relPath, picture);
    return picture;
  };
  let found = 0;
  for (;;) {
    const missing = missingPhotos(catalogue);
    const links: Link[] = [];
    for (const photo of missing) {
      const sameName = (file: FoundFile) => nameOf(file.relPath) === photo.name;
      const candidates = (bySize.get(photo.bytes) ?? []).toSorted(
        (a, b) => Number(sameName(b)) - Number(sameName(a)),
      );
      const own = await firstOf(
        candidates,
        async ({ relPath }) => (await digestOf(relPath)) === photo.sha256,
      );
      const found =
        own ??
        (photo.pictureHash === null
          ? undefined
          : await firstOf(
              byName.get(photo.name.toLowerCase()) ?? [],
              async ({ relPath }) => (await pictureOf(relPath)) === photo.pictureHash,
            ));
      if (found !== undefined) links.push({ id: photo.id, relPath: found.relPath });
    }
    link(catalogue, folder, links, now);
    found += links.length;
    // A photo whose path another one has now is missing itself, and may stand elsewhere.
    const stillMissing = missingPhotos(catalogue).length;
    const displaced = stillMissing - (missing.length - links.length);
    if (links.length === 0 || displaced === 0) return { found, stillMissing, unreadable };
  }
}

async function firstOf<T>(
  things: readonly T[],
  fits: (thing: T) => Promise<boolean>,
): Promise<T | undefined> {
  for (const thing of things) if (await fits(thing)) return thing;
  return undefined;
}

interface Link {
  id: number;
  relPath: string;
}

const nameOf = (relPath: string) => relPath.split('/').at(-1) ?? relPath;

const missingPhotos = (catalogue: Catalogue) =>
  catalogue.all<{
    id: number;
    name: string;
    bytes: number;
    sha256: string;
    pictureHash: string | null;
  }>('SELECT id, name, bytes, sha256, picture_hash AS pictureHash FROM photos WHERE missing = 1');

/** Gives photos their new paths, all or none. */
function link(catalogue: Catalogue, folder: string, links: readonly Link[], now: number): void {
  if (links.length === 0) return;
  catalogue.transaction(() => {
    const root = rootId(catalogue, folder, now);
    for (const { id, relPath } of links) {
      freePath(catalogue, root, relPath);
      catalogue.run(
        'UPDATE photos SET root_id = ?, rel_path = ?, name = ?, missing = 0, replaced = 0 WHERE id = ?',
        root,
        relPath,
        nameOf(relPath),
        id,
      );
    }
  });
}
