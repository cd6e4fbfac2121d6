import { basename } from 'node:path/posix';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Reader } from '../moment.ts';
import { fillFacts, refreshFacts } from './file-facts.ts';
import {
  photoAt,
  photoByContent,
  photoByPicture,
  rawBeside,
  type KnownPlace,
} from './same-picture.ts';

type PhotoFile = Extract<ImportedFile, { outcome: 'photo' }>;

/** What became of the files of a batch, each counted once. */
interface Outcomes {
  added: number;
  alreadyThere: number;
  duplicates: number;
  relinked: number;
  /** The same picture in a file with other facts. */
  refreshed: number;
  /** RAW files beside their photos. */
  beside: number;
  /** Pictures of kinds that are not read. */
  unread: number;
  unreadable: number;
}

interface StoreCounts extends Outcomes {
  /** Photos with boxes at whose places other pictures stand now. */
  displaced: number;
  /** Of those that were added, photos that do not say when they were taken. */
  undated: number;
  /** Of those that were added, photos that only say when their file was last changed. */
  datedByChange: number;
}

type IsThere = (root: string, relPath: string) => boolean;

/** The row of a root folder, made if it is new. */
export function rootId(catalogue: Catalogue, path: string, now: number): number {
  return (
    catalogue.value<number>('SELECT id FROM roots WHERE path = ?', path) ??
    catalogue.run('INSERT INTO roots (path, added_at) VALUES (?, ?)', path, now).id
  );
}

/**
 * Stores a batch of imported files in one transaction. The picture decides what is a photo: a file whose bytes are
 * known already is the same photo (or, if its old place is empty, the photo found again), and one that shows the same
 * picture under the same name is it with other facts. So storing a batch twice changes nothing.
 *
 * @param isThere whether a file still stands at a path; decides between a copy and a move.
 */
export function storeImportedFiles(
  catalogue: Catalogue,
  files: readonly ImportedFile[],
  now: number,
  isThere: IsThere,
): StoreCounts {
  const counts: StoreCounts = {
    added: 0,
    alreadyThere: 0,
    duplicates: 0,
    relinked: 0,
    refreshed: 0,
    beside: 0,
    unread: 0,
    unreadable: 0,
    displaced: 0,
    undated: 0,
    datedByChange: 0,
  };
  catalogue.transaction(() => {
    const boxed = boxedMissing(catalogue);
    for (const file of files) {
      const outcome = storeOne(catalogue, file, now, isThere);
      counts[outcome] += 1;
      if (outcome !== 'added' || file.outcome !== 'photo') continue;
      if (file.facts.takenMs === null) counts.undated += 1;
      if (file.facts.takenSource === 'change') counts.datedByChange += 1;
    }
    counts.displaced = Math.max(0, boxedMissing(catalogue) - boxed);
  });
  return counts;
}

const boxedMissing = (catalogue: Catalogue): number =>
  catalogue.value<number>('SELECT count(*) FROM photos WHERE missing = 1 AND box_count > 0') ?? 0;

function storeOne(
  catalogue: Catalogue,
  file: ImportedFile,
  now: number,
  isThere: IsThere,
): keyof Outcomes {
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
    return file.kind === null ? 'unreadable' : 'unread';
  }
  catalogue.run(
    'DELETE FROM unreadable_files WHERE root_id = ? AND rel_path = ?',
    root,
    file.relPath,
  );
  if (file.outcome === 'beside') {
    const photo = photoAt(catalogue, root, file.photo);
    if (photo !== undefined) keepCopy(catalogue, root, file, photo.id);
    return 'beside';
  }
  const same = photoByContent(catalogue, file.sha256);
  if (same !== undefined) return storeKnown(catalogue, root, file, same, isThere);
  const alike = photoByPicture(catalogue, root, file);
  if (alike !== undefined) return storeAlike(catalogue, root, file, alike, isThere);
  if (rawKindOf(file.relPath) === null) {
    const raw = rawBeside(catalogue, root, file);
    if (raw !== undefined) {
      keepCopy(catalogue, root, file, raw.id);
      return 'beside';
    }
  }
  freePath(catalogue, root, file.relPath);
  insertPhoto(catalogue, root, file, now);
  return 'added';
}

/** A file with the bytes of a photo: itself, the photo at a new place, or a copy of it. */
function storeKnown(
  catalogue: Catalogue,
  root: number,
  file: PhotoFile,
  known: KnownPlace,
  isThere: IsThere,
): keyof Outcomes {
  // A photo of before learns what its picture is when its file is read.
  catalogue.run(
    'UPDATE photos SET picture_hash = coalesce(picture_hash, ?) WHERE id = ?',
    file.pictureHash,
    known.id,
  );
  if (known.rootId === root && known.relPath === file.relPath) {
    placeAt(catalogue, root, file, known.id);
    fillFacts(catalogue, known.id, file.facts);
    return 'alreadyThere';
  }
  if (!isThere(known.root, known.relPath)) {
    freePath(catalogue, root, file.relPath);
    placeAt(catalogue, root, file, known.id);
    return 'relinked';
  }
  if (copyAt(catalogue, root, file.relPath) === known.id) return 'alreadyThere';
  freePath(catalogue, root, file.relPath);
  keepCopy(catalogue, root, file, known.id);
  return 'duplicates';
}

/** A file with the picture of a photo in other bytes: it, with new facts, or a copy that may know more of it. */
function storeAlike(
  catalogue: Catalogue,
  root: number,
  file: PhotoFile,
  known: KnownPlace,
  isThere: IsThere,
): keyof Outcomes {
  const isItsPlace = known.rootId === root && known.relPath === file.relPath;
  if (!isItsPlace && isThere(known.root, known.relPath)) {
    const was = copyAt(catalogue, root, file.relPath);
    if (was !== known.id) freePath(catalogue, root, file.relPath);
    keepCopy(catalogue, root, file, known.id);
    fillFacts(catalogue, known.id, file.facts);
    return was === known.id ? 'alreadyThere' : 'duplicates';
  }
  if (!isItsPlace) freePath(catalogue, root, file.relPath);
  placeAt(catalogue, root, file, known.id);
  catalogue.run(
    'UPDATE photos SET sha256 = ?, picture_hash = coalesce(?, picture_hash) WHERE id = ?',
    file.sha256,
    file.pictureHash,
    known.id,
  );
  refreshFacts(catalogue, known.id, file.facts);
  return 'refreshed';
}

/** The photo of which a copy stands here. */
const copyAt = (catalogue: Catalogue, root: number, relPath: string): number | undefined =>
  catalogue.value<number>(
    'SELECT photo_id FROM photo_copies WHERE root_id = ? AND rel_path = ?',
    root,
    relPath,
  );

/** The photo's file stands here, as it was just read. */
function placeAt(catalogue: Catalogue, root: number, file: PhotoFile, photoId: number): void {
  catalogue.run(
    `UPDATE photos SET root_id = ?, rel_path = ?, name = ?, mtime_ms = ?, bytes = ?, missing = 0, replaced = 0
     WHERE id = ?`,
    root,
    file.relPath,
    basename(file.relPath),
    Math.round(file.mtimeMs),
    file.bytes,
    photoId,
  );
}

function keepCopy(
  catalogue: Catalogue,
  root: number,
  { relPath, bytes, mtimeMs }: Pick<ImportedFile, 'relPath' | 'bytes' | 'mtimeMs'>,
  photoId: number,
): void {
  catalogue.run(
    `INSERT INTO photo_copies (root_id, rel_path, photo_id, bytes, mtime_ms) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET photo_id = excluded.photo_id, bytes = excluded.bytes, mtime_ms = excluded.mtime_ms`,
    root,
    relPath,
    photoId,
    bytes,
    Math.round(mtimeMs),
  );
}

function insertPhoto(catalogue: Catalogue, root: number, file: PhotoFile, now: number): void {
  const { facts } = file;
  catalogue.run(
    `INSERT INTO photos (root_id, rel_path, name, sha256, bytes, mtime_ms, format, width, height,
       orientation, taken_ms, utc_offset_minutes, latitude, longitude, camera, lens, photographer,
       imported_at, picture_hash, taken_source, position_source, photographer_source,
       day_only)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    file.pictureHash,
    facts.takenSource,
    facts.placeSource,
    facts.photographerSource,
    facts.dayOnly ? 1 : 0,
  );
}

/**
 * A path at which another picture stands now than the photo that was imported from it: the photo keeps its boxes and
 * decisions and counts as missing, under a name that no file has, until its picture turns up.
 */
export function freePath(catalogue: Catalogue, root: number, relPath: string): void {
  catalogue.run('DELETE FROM photo_copies WHERE root_id = ? AND rel_path = ?', root, relPath);
  catalogue.run(
    `UPDATE photos SET missing = 1, replaced = 0, rel_path = rel_path || '#' || substr(sha256, 1, 12)
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

/** A file of a root as it was last seen. */
export interface KnownFile {
  bytes: number;
  mtimeMs: number;
  /** Of the photo that stands there itself; null for a copy. */
  photo: { sha256: string; pictureHash: string | null; width: number; height: number } | null;
}

/** Files of a root by path, to pass over what has not changed. */
export function knownFiles(db: Reader, root: string): Map<string, KnownFile> {
  const rows = db.all<{
    relPath: string;
    bytes: number;
    mtimeMs: number;
    sha256: string | null;
    pictureHash: string | null;
    width: number;
    height: number;
    missing: number;
  }>(
    `SELECT p.rel_path AS relPath, p.bytes, p.mtime_ms AS mtimeMs, p.sha256, p.picture_hash AS pictureHash,
         p.width, p.height, p.missing
       FROM photos p JOIN roots r ON r.id = p.root_id WHERE r.path = ?
     UNION ALL
     SELECT c.rel_path, c.bytes, c.mtime_ms, NULL, NULL, 0, 0, 0
       FROM photo_copies c JOIN roots r ON r.id = c.root_id WHERE r.path = ?`,
    root,
    root,
  );
  return new Map(
    rows.map(({ relPath, bytes, mtimeMs, sha256, pictureHash, width, height, missing }) => [
      relPath,
      {
        // A file of a photo that was missed, or whose picture was never hashed, is looked at in any case.
        bytes: missing === 1 || (sha256 !== null && pictureHash === null) ? -1 : bytes,
        mtimeMs,
        photo: sha256 === null ? null : { sha256, pictureHash, width, height },
      },
    ]),
  );
}
