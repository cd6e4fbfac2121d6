/** Whether what stands at a place is what an export wrote there, so that another may take its place. */
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Database } from 'better-sqlite3';

/**
 * Tells a file or a folder from any other: names, sizes and times of change of all files. A file that was edited,
 * added or removed changes it; contents are not read, since an export with photos can be larger than a day.
 */
export async function stampOf(path: string): Promise<string> {
  const top = await stat(path);
  const files = top.isDirectory()
    ? (await readdir(path, { recursive: true, withFileTypes: true }))
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
    : [path];
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = file === path ? top : await stat(file);
    const below = relative(path, file).replaceAll('\\', '/');
    hash.update(`${below}\0${size}\0${Math.round(mtimeMs)}\n`);
  }
  return hash.digest('hex');
}

/** What a done job said of the export that it wrote; older ones have no stamp. */
interface Earlier {
  stamp: string | null;
}

/**
 * Whether an export of this catalogue wrote what stands at `path`, and nobody has changed it since.
 * @param path that is there
 */
export async function isAsWritten(db: Database, path: string): Promise<boolean> {
  const earlier = db
    .prepare<[string], Earlier>(
      `SELECT result ->> '$.stamp' AS stamp FROM jobs
       WHERE kind = 'export' AND state = 'done' AND result ->> '$.path' = ?`,
    )
    .all(path);
  if (earlier.length === 0) return false;
  const now = await stampOf(path);
  return earlier.some(({ stamp }) => stamp === now);
}
