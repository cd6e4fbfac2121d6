import { join } from 'node:path';
import type {
  PhotoDetail,
  PhotoFacets,
  PhotoFilter,
  PhotoRow,
  PhotoSort,
  UnreadableFile,
} from '#terms/photos/photos.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Reader } from '../moment.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { mergedInto } from './merged-into.ts';
import type { Original } from '../pictures/identity/original.ts';
import { originalColumns } from './original-columns.ts';
import { namesOn, orderOf, orderOfFew, whereOf } from './photo-filter.ts';

const rowColumns = `p.id, p.name, p.width, p.height, p.taken_ms AS takenMs, p.day_only AS dayOnly,
  p.encounter_id AS encounterId, p.box_count AS boxes, p.proposed_count AS proposedBoxes, ${namesOn('p')} AS names,
  p.checked_at IS NOT NULL AS checked, p.missing`;

type Flag = 'checked' | 'missing' | 'dayOnly';
/** A row as SQLite gives it: without booleans. */
type StoredRow = Omit<PhotoRow, Flag> & Record<Flag, number>;

const flags = (row: Record<Flag, number>) => ({
  dayOnly: row.dayOnly === 1,
  checked: row.checked === 1,
  missing: row.missing === 1,
});

/** Up to so many photos are sooner sorted than picked out of an index that is in the order asked for. */
const FEW = 5000;

/** One page of photos and how many there are in all. */
export function listPhotos(
  catalogue: Catalogue,
  filter: PhotoFilter,
  sort: PhotoSort,
  offset: number,
  limit: number,
): { total: number; rows: PhotoRow[] } {
  const where = whereOf(filter);
  const total = countPhotos(catalogue, filter);
  if (offset >= total) return { total, rows: [] };
  const find = total <= FEW ? orderOfFew(sort) : orderOf(sort);
  // The ids come from an index alone; only the rows of the page are looked up.
  const rows = catalogue.all<StoredRow>(
    `SELECT ${rowColumns} FROM photos p WHERE p.id IN (
       SELECT p.id FROM photos p ${where.sql} ${find} LIMIT ? OFFSET ?
     ) ${orderOf(sort)}`,
    ...where.parameters,
    limit,
    offset,
  );
  return { total, rows: rows.map((row) => ({ ...row, ...flags(row) })) };
}

export function countPhotos(catalogue: Catalogue, filter: PhotoFilter): number {
  const where = whereOf(filter);
  return (
    catalogue.value<number>(`SELECT count(*) FROM photos p ${where.sql}`, ...where.parameters) ?? 0
  );
}

/** All ids in the order of the list. */
export function photoIds(catalogue: Catalogue, filter: PhotoFilter, sort: PhotoSort): number[] {
  const where = whereOf(filter);
  return catalogue
    .all<{ id: number }>(
      `SELECT p.id FROM photos p ${where.sql} ${orderOf(sort)}`,
      ...where.parameters,
    )
    .map(({ id }) => id);
}

/** @throws CatalogueError `not-found`. */
export function getPhoto(catalogue: Catalogue, photoId: number): PhotoDetail {
  const row = catalogue.get<
    StoredRow &
      Omit<PhotoDetail, keyof PhotoRow | 'path' | 'copies' | 'replaced' | 'named'> & {
        rootPath: string;
        relPath: string;
        replaced: number;
      }
  >(
    `SELECT ${rowColumns}, r.path AS rootPath, p.rel_path AS relPath, p.sha256, p.bytes, p.format,
       p.orientation, p.utc_offset_minutes AS utcOffsetMinutes, p.latitude, p.longitude, p.camera,
       p.lens, p.photographer, p.place, p.taken_source AS takenSource,
       p.position_source AS positionSource, p.photographer_source AS photographerSource,
       p.clock_shift_s AS clockShiftS, p.replaced, p.species, e.name AS encounterName, p.imported_at AS importedAt,
       p.checked_at AS checkedAt
     FROM photos p JOIN roots r ON r.id = p.root_id LEFT JOIN encounters e ON e.id = p.encounter_id
     WHERE p.id = ?`,
    photoId,
  );
  if (row === undefined) throw noPhoto(photoId);
  const { rootPath, relPath, replaced, ...rest } = row;
  const copies = catalogue
    .all<{ path: string; relPath: string }>(
      `SELECT r.path, c.rel_path AS relPath FROM photo_copies c JOIN roots r ON r.id = c.root_id
       WHERE c.photo_id = ? ORDER BY r.path, c.rel_path`,
      photoId,
    )
    .map((copy) => join(copy.path, copy.relPath));
  const named = catalogue
    .all<{ code: string }>(
      `WITH RECURSIVE ${mergedInto}
       SELECT i.code FROM boxes n JOIN box_identity w ON w.box_id = n.id
       JOIN merged m ON m.id = w.individual_id JOIN individuals i ON i.id = m.into_id
       WHERE n.photo_id = ? AND n.deleted_at IS NULL AND ${isOfPhoto('n')} ORDER BY n.id`,
      photoId,
    )
    .map(({ code }) => code);
  return {
    ...rest,
    ...flags(rest),
    replaced: replaced === 1,
    path: join(rootPath, relPath),
    copies,
    named,
  };
}

const noPhoto = (photoId: number) =>
  new CatalogueError('not-found', `There is no photo ${photoId} in this catalogue.`, { photoId });

/** What its file is: of which format, and how its camera turned it (EXIF orientation 1–8). */
interface OnDisk {
  format: PhotoDetail['format'];
  orientation: number;
}

/** Where a photo's file and its variants are; `undefined` for an id that is not there. */
export function photoFile(catalogue: Catalogue, photoId: number): (Original & OnDisk) | undefined {
  const row = catalogue.get<Omit<Original, 'path'> & OnDisk & { root: string; relPath: string }>(
    `SELECT ${originalColumns}, p.format, p.orientation
     FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?`,
    photoId,
  );
  if (row === undefined) return undefined;
  const { root, relPath, ...rest } = row;
  return { ...rest, path: join(root, relPath) };
}

export function photoFacets(catalogue: Catalogue): PhotoFacets {
  const total = countPhotos(catalogue, {});
  return {
    total,
    checked: total - countPhotos(catalogue, { checked: false }),
    withoutBoxes: countPhotos(catalogue, { boxes: 'none' }),
    withProposals: countPhotos(catalogue, { boxes: 'proposed' }),
    named: countPhotos(catalogue, { boxes: 'named' }),
    missing: countPhotos(catalogue, { missing: true }),
    withoutEncounter: countPhotos(catalogue, { encounterId: null }),
    species: catalogue.all(
      `SELECT species AS name, count(*) AS photos FROM photos WHERE species IS NOT NULL
       GROUP BY species ORDER BY species`,
    ),
    cameras: catalogue.all(
      `SELECT camera AS name, count(*) AS photos FROM photos WHERE camera IS NOT NULL
       GROUP BY camera ORDER BY camera`,
    ),
    days: catalogue
      .all<{ day: number; photos: number }>(
        `SELECT taken_ms / 86400000 AS day, count(*) AS photos FROM photos
         WHERE taken_ms IS NOT NULL GROUP BY day ORDER BY day`,
      )
      .map(({ day, photos }) => ({
        day: new Date(day * 86_400_000).toISOString().slice(0, 10),
        photos,
      })),
  };
}

/** Files that an import saw last and could not read, the newest first. */
export function lastUnreadable(catalogue: Reader, most: number): Omit<UnreadableFile, 'seenAt'>[] {
  return catalogue
    .all<{ root: string; relPath: string; reason: string }>(
      `SELECT r.path AS root, u.rel_path AS relPath, u.reason
       FROM unreadable_files u JOIN roots r ON r.id = u.root_id
       ORDER BY u.seen_at DESC, u.rel_path LIMIT ?`,
      most,
    )
    .map(({ root, relPath, reason }) => ({ path: join(root, relPath), reason }));
}

export function unreadableFiles(catalogue: Catalogue): UnreadableFile[] {
  return catalogue
    .all<{ root: string; relPath: string; reason: string; seenAt: number }>(
      `SELECT r.path AS root, u.rel_path AS relPath, u.reason, u.seen_at AS seenAt
       FROM unreadable_files u JOIN roots r ON r.id = u.root_id ORDER BY r.path, u.rel_path`,
    )
    .map(({ root, relPath, reason, seenAt }) => ({ path: join(root, relPath), reason, seenAt }));
}
