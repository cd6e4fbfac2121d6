/**
 * A file takes its name over only when its bytes are on the disk, not merely handed to the system: after a power
 * cut a name that was taken too early stands over an empty file.
 */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

// Windows knows no flushing of a folder, and needs none.
const foldersToo = process.platform !== 'win32';

/** Flushes one file, or the names in a folder. */
async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes the whole file `partial` and renames it to `path`, on the same disk. */
export async function intoPlace(partial: string, path: string): Promise<void> {
  await flush(partial, 'r+');
  await rename(partial, path);
  if (foldersToo) await flush(dirname(path), 'r');
}

/** The bytes of a file are on the disk. */
export function flushFile(path: string, flags: 'r' | 'r+' = 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The same, for those who must not be interrupted. */
export function intoPlaceSync(partial: string, path: string): void {
  flushFile(partial);
  renameSync(partial, path);
  flushNames(dirname(path));
}

/** What was made, renamed or removed in a folder is on the disk. */
export function flushNames(folder: string): void {
  if (foldersToo) flushFile(folder, 'r');
}
