import { basename } from 'node:path/posix';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Reader } from '../moment.ts';

interface StoreCounts {
  added: number;
  alreadyThere: number;
  duplicates: number;
  relinked: number;
  unreadable: number;
}

/** The row of a root folder, made if it is new. */
export function rootId(catalogue: Catalogue, path: string, now: number): number {
  return (
    catalogue.value<number>('SELECT id FROM roots WHERE path = ?', path) ??
    catalogue.run('INSERT INTO roots (path, added_at) VALUES (?, ?)', path, now).id
  );
}

/**
 * Stores a batch of imported files in one transaction. Content decides what is a photo: a file whose
 * bytes are known already is the same photo (or, if its old place is empty, the photo found again),
 * so storing a batch twice changes nothing.
 *
 * @param isThere whether a file still stands at a path; decides between a copy and a move.
 */
export function storeImportedFiles(
  catalogue: Catalogue,
  files: readonly ImportedFile[],
  now: number,
  isThere: (root: string, relPath: string) => boolean,
): StoreCounts {
  const counts: StoreCounts = {
    added: 0,
    alreadyThere: 0,
    duplicates: 0,
    relinked: 0,
    unreadable: 0,
  };
  catalogue.transaction(() => {
    for (const file of files) counts[storeOne(catalogue, file, now, isThere)] += 1;
  });
  return counts;
}

function storeOne(
  catalogue: Catalogue,
  file: ImportedFile,
  now: number,
  isThere: (root: string, relPath: string) => boolean,
): keyof StoreCounts {
  const root = rootId(catalogue, file.root, now);
  if (file.outcome === 'unreadable') {
    catalogue.run(
      `INSERT INTO unreadable_files (root_id, rel_path, reason, seen_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET reason = excluded.reason, seen_at = excluded.seen_at`,
      root,
      file.relPath,
      file.reason,
      now,
    );
    return 'unreadable';
  }
  catalogue.run(
    'DELETE FROM unreadable_files WHERE root_id = ? AND rel_path = ?',
    root,
    file.relPath,
  );
  const known = catalogue.get<{ id: number; rootId: number; root: string; relPath: string }>(
    `SELECT p.id, p.root_id AS rootId, r.path AS root, p.rel_path AS relPath
     FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.sha256 = ?`,
    file.sha256,
  );
  if (known !== undefined) {
    if (known.rootId === root && known.relPath === file.relPath) {
      catalogue.run(
        'UPDATE photos SET mtime_ms = ?, bytes = ?, missing = 0 WHERE id = ?',
        Math.round(file.mtimeMs),
        file.bytes,
        known.id,
      );
      return 'alreadyThere';
    }
    const isKnownCopy =
      catalogue.value(
        'SELECT 1 FROM photo_copies WHERE root_id = ? AND rel_path = ? AND photo_id = ?',
        root,
        file.relPath,
        known.id,
      ) !== undefined;
    if (!isThere(known.root, known.relPath)) {
      freePath(catalogue, root, file.relPath);
      catalogue.run(
        'UPDATE photos SET root_id = ?, rel_path = ?, name = ?, mtime_ms = ?, missing = 0 WHERE id = ?',
        root,
        file.relPath,
        basename(file.relPath),
        Math.round(file.mtimeMs),
        known.id,
      );
      return 'relinked';
    }
    if (isKnownCopy) return 'alreadyThere';
    freePath(catalogue, root, file.relPath);
    catalogue.run(
      `INSERT INTO photo_copies (root_id, rel_path, photo_id, bytes, mtime_ms) VALUES (?, ?, ?, ?, ?)`,
      root,
      file.relPath,
      known.id,
      file.bytes,
      Math.round(file.mtimeMs),
    );
    return 'duplicates';
  }
  freePath(catalogue, root, file.relPath);
  const { facts } = file;
  catalogue.run(
    `INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
       orientation, taken_ms, utc_offset_minutes, latitude, longitude, camera, lens, photographer,
       imported_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    root,
    file.relPath,
    basename(file.relPath),
    file.sha256,
    file.bytes,
    Math.round(file.mtimeMs),
    facts.format,
    facts.width,
    facts.height,
    facts.orientation,
    facts.takenMs,
    facts.utcOffsetMinutes,
    facts.latitude,
    facts.longitude,
    facts.camera,
    facts.lens,
    facts.photographer,
    now,
  );
  return 'added';
}

/**
 * A path whose file has other bytes now than the photo that was imported from it: the photo keeps its
 * boxes and decisions and counts as missing, under a name that no file has, until its bytes turn up.
 */
export function freePath(catalogue: Catalogue, root: number, relPath: string): void {
  catalogue.run('DELETE FROM photo_copies WHERE root_id = ? AND rel_path = ?', root, relPath);
  catalogue.run(
    `UPDATE photos SET missing = 1, rel_path = rel_path || '#' || substr(sha256, 1, 12)
     WHERE root_id = ? AND rel_path = ?`,
    root,
    relPath,
  );
}

/** Folders that photos were imported from, the longest path first. */
export const knownRoots = (catalogue: Reader): string[] =>
  catalogue
    .all<{ path: string }>('SELECT path FROM roots ORDER BY length(path) DESC')
    .map(({ path }) => path);

/** Files of a root by path with size and time as last seen, to pass over what has not changed. */
export function knownFiles(
  db: Reader,
  root: string,
): Map<string, { bytes: number; mtimeMs: number }> {
  const rows = db.all<{ relPath: string; bytes: number; mtimeMs: number }>(
    `SELECT p.rel_path AS relPath, p.bytes, p.mtime_ms AS mtimeMs
       FROM photos p JOIN roots r ON r.id = p.root_id WHERE r.path = ? AND p.missing = 0
     UNION ALL
     SELECT c.rel_path, c.bytes, c.mtime_ms
       FROM photo_copies c JOIN roots r ON r.id = c.root_id WHERE r.path = ?`,
    root,
    root,
  );
  return new Map(rows.map(({ relPath, bytes, mtimeMs }) => [relPath, { bytes, mtimeMs }]));
}
