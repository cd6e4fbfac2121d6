import { opendir, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueEnding } from '#terms/files/endings.ts';
import { isOwnFolder, isReadName, unreadKindOf } from '#terms/photos/file-kinds.ts';
import { causeOf } from '#catalog/system-words.ts';

export interface WalkedFile {
  /** Path below the top folder, `/` between parts. */
  relPath: string;
  bytes: number;
  mtimeMs: number;
}

/** What a walk is told of besides pictures that are read; the walk goes on. */
interface WalkListener {
  /** A folder or a file that cannot be read. */
  problem(relPath: string, reason: string): void;
  /** A picture of a kind that is not read, by its name. */
  unread(relPath: string): void;
  /** A file that is no picture. */
  other(name: string): void;
  /** A folder of thumbnails, a bin or a snapshot, with how many pictures are in it. */
  ownFolder(relPath: string, pictures: number): void;
}

/**
 * Every picture by name below a folder. Left out are hidden folders, catalogues, and what disks and servers keep
 * for themselves. A link to a folder is followed unless it leads back into the way that led to it, so a loop ends.
 *
 * @throws what `stat` throws if `top` itself is gone.
 */
export async function* walkPictures(
  top: string,
  listener: WalkListener,
  signal?: AbortSignal,
): AsyncGenerator<WalkedFile> {
  yield* walkFolder(top, '', new Set([await realpath(top)]), listener, signal);
}

async function* walkFolder(
  top: string,
  relFolder: string,
  way: ReadonlySet<string>,
  listener: WalkListener,
  signal?: AbortSignal,
): AsyncGenerator<WalkedFile> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(join(top, relFolder))) names.push(entry.name);
  } catch (error) {
    if (relFolder === '') throw error;
    listener.problem(relFolder, `The folder cannot be read (${causeOf(error)}).`);
    return;
  }
  for (const name of names.sort()) {
    if (signal?.aborted === true) return;
    const relPath = relFolder === '' ? name : `${relFolder}/${name}`;
    if (isOwnFolder(name)) {
      const pictures = await picturesIn(join(top, relPath), signal);
      if (pictures > 0) listener.ownFolder(relPath, pictures);
      continue;
    }
    if (name.startsWith('.') || name.endsWith(catalogueEnding)) continue;
    try {
      const found = await stat(join(top, relPath));
      if (found.isDirectory()) {
        const real = await realpath(join(top, relPath));
        if (way.has(real)) continue;
        yield* walkFolder(top, relPath, new Set([...way, real]), listener, signal);
      } else if (!found.isFile()) continue;
      else if (isReadName(name)) yield { relPath, bytes: found.size, mtimeMs: found.mtimeMs };
      else if (unreadKindOf(name) === null) listener.other(name);
      else listener.unread(relPath);
    } catch (error) {
      if (isReadName(name)) listener.problem(relPath, `It cannot be read (${causeOf(error)}).`);
    }
  }
}

/** Pictures by name below a folder that is left out; links are not followed. */
async function picturesIn(folder: string, signal?: AbortSignal): Promise<number> {
  let count = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (signal?.aborted === true) return count;
    if (entry.isDirectory()) count += await picturesIn(join(folder, entry.name), signal);
    else if (isReadName(entry.name)) count += 1;
  }
  return count;
}
