import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue.ts';
import { rootId } from './store-photos.ts';

interface Place {
  id: number;
  root: string;
  relPath: string;
  bytes: number;
}

/** Looks at every photo's path and notes which are not there; returns how many are missing. */
export function markMissing(
  catalogue: Catalogue,
  isThere: (path: string) => boolean = existsSync,
): number {
  const places = catalogue.all<Place & { missing: number }>(
    `SELECT p.id, r.path AS root, p.rel_path AS relPath, p.bytes, p.missing
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
      if (gone) missing += 1;
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

/**
 * Finds missing photos again under a folder: by name and size first, then by content, so that a
 * renamed file is found as well. Only content makes the link.
 *
 * @param files every file below `folder`.
 * @param hash sha256 of a file as hex.
 */
export async function relink(
  catalogue: Catalogue,
  folder: string,
  files: readonly FoundFile[],
  hash: (path: string) => Promise<string>,
  now: number,
): Promise<{ found: number; stillMissing: number }> {
  const missing = catalogue.all<{ id: number; name: string; bytes: number; sha256: string }>(
    'SELECT id, name, bytes, sha256 FROM photos WHERE missing = 1',
  );
  const bySize = new Map<number, FoundFile[]>();
  for (const file of files) {
    const list = bySize.get(file.bytes);
    if (list === undefined) bySize.set(file.bytes, [file]);
    else list.push(file);
  }
  const hashes = new Map<string, string>();
  const links: { id: number; relPath: string }[] = [];
  for (const photo of missing) {
    const sameName = (file: FoundFile) => file.relPath.split('/').at(-1) === photo.name;
    const candidates = (bySize.get(photo.bytes) ?? []).toSorted(
      (a, b) => Number(sameName(b)) - Number(sameName(a)),
    );
    for (const { relPath } of candidates) {
      let digest = hashes.get(relPath);
      if (digest === undefined) {
        digest = await hash(join(folder, relPath));
        hashes.set(relPath, digest);
      }
      if (digest === photo.sha256) {
        links.push({ id: photo.id, relPath });
        break;
      }
    }
  }
  catalogue.transaction(() => {
    const root = rootId(catalogue, folder, now);
    for (const { id, relPath } of links) {
      catalogue.run('DELETE FROM photo_copies WHERE root_id = ? AND rel_path = ?', root, relPath);
      catalogue.run(
        'UPDATE photos SET root_id = ?, rel_path = ?, name = ?, missing = 0 WHERE id = ?',
        root,
        relPath,
        relPath.split('/').at(-1) ?? relPath,
        id,
      );
    }
  });
  return { found: links.length, stillMissing: missing.length - links.length };
}
