/**
 * What a program that was killed left half written. Nothing of it is ever read; names tell whose it is, and what
 * belongs to a program that still runs is left alone.
 */
import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CatalogueLayout } from './layout.ts';

/** A name for something half written, by which it is known whose it is: `X.1234.5678….partial`. */
export const litterMark = (unique: string): string => `${process.pid}.${unique}`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's program may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const owned = /[.-](\d+)\.[\w-]{6,36}(?:\.partial|\.old)?$/;

/** Removes what dead programs left in a folder, of the names that `isLitter` knows. */
export async function sweepDead(
  folder: string,
  isLitter: (name: string) => boolean,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = owned.exec(name)?.[1];
    if (pid !== undefined && isLitter(name) && !isRunning(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Names under which something is written in a catalogue's folders before it takes its own. */
const unfinished = /\.(?:partial|copy)(?:-wal|-shm)?$/;

/**
 * Removes everything half written in a catalogue that was just opened for writing.
 *
 * @param openedAt nobody but this program writes there since; what is newer is its own work
 */
export async function sweepCatalogue(layout: CatalogueLayout, openedAt: number): Promise<void> {
  const { backups, models, thumbs, crops, cache, dropped, database } = layout;
  await sweepFolder(dirname(database), openedAt, false);
  for (const folder of [backups, models, thumbs, crops, cache, dropped])
    await sweepFolder(folder, openedAt, true);
}

async function sweepFolder(folder: string, before: number, below: boolean): Promise<void> {
  if (!existsSync(folder)) return;
  const entries = await readdir(folder, { withFileTypes: true, recursive: below });
  for (const entry of entries) {
    if (!entry.isFile() || !unfinished.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
  }
}
