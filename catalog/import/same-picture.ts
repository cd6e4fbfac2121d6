/** Which photo of the catalogue a file shows: by its bytes, by its picture and name, or beside it as a RAW file. */
import { basename } from 'node:path/posix';
import { rawKinds, stemOf } from '#terms/photos/file-kinds.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';
import { idsOf } from '#terms/tables.ts';
import type { Catalogue } from '../catalogue.ts';

type PhotoFile = Extract<ImportedFile, { outcome: 'photo' }>;

export interface KnownPlace {
  id: number;
  sha256: string;
  rootId: number;
  root: string;
  relPath: string;
}

const places = `SELECT p.id, p.sha256, p.root_id AS rootId, r.path AS root, p.rel_path AS relPath
  FROM photos p JOIN roots r ON r.id = p.root_id`;

export const photoByContent = (catalogue: Catalogue, sha256: string): KnownPlace | undefined =>
  catalogue.get(`${places} WHERE p.sha256 = ?`, sha256);

export const photoAt = (
  catalogue: Catalogue,
  root: number,
  relPath: string,
): KnownPlace | undefined =>
  catalogue.get(`${places} WHERE p.root_id = ? AND p.rel_path = ?`, root, relPath);

/** The photo whose copy stands at a place. */
const photoOfCopyAt = (
  catalogue: Catalogue,
  root: number,
  relPath: string,
): KnownPlace | undefined =>
  catalogue.get(
    `${places} WHERE p.id = (SELECT photo_id FROM photo_copies WHERE root_id = ? AND rel_path = ?)`,
    root,
    relPath,
  );

/**
 * A photo with the same picture in other bytes: the one at this place, or one of the same name elsewhere. Two
 * pictures of one name that were taken at different times or by different cameras are two, whatever they look like.
 */
export function photoByPicture(
  catalogue: Catalogue,
  root: number,
  file: PhotoFile,
): KnownPlace | undefined {
  const here =
    photoAt(catalogue, root, file.relPath) ?? photoOfCopyAt(catalogue, root, file.relPath);
  if (here !== undefined && file.sameAs === here.sha256) return here;
  if (file.pictureHash === null) return undefined;
  const name = basename(file.relPath).toLowerCase();
  const alike = catalogue.all<
    KnownPlace & { name: string; fileTakenMs: number | null; camera: string | null }
  >(
    `SELECT p.id, p.sha256, p.root_id AS rootId, r.path AS root, p.rel_path AS relPath, p.name,
       p.taken_ms - 1000 * p.clock_shift_s AS fileTakenMs, p.camera
     FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.picture_hash = ? ORDER BY p.id`,
    file.pictureHash,
  );
  const stays = alike.find(({ id }) => id === here?.id);
  if (stays !== undefined) return stays;
  const { takenMs, camera } = file.facts;
  return alike.find(
    (photo) =>
      photo.name.toLowerCase() === name &&
      (takenMs === null || photo.fileTakenMs === null || photo.fileTakenMs === takenMs) &&
      (camera === null || photo.camera === null || photo.camera === camera),
  );
}

/** A photo from a RAW file that stands beside a picture under the same name and has its shape. */
export function rawBeside(
  catalogue: Catalogue,
  root: number,
  file: PhotoFile,
): KnownPlace | undefined {
  const stem = file.relPath.slice(0, file.relPath.length - basename(file.relPath).length);
  const name = basename(file.relPath).replace(/\.[^.]+$/, '');
  const { width, height } = file.facts;
  return catalogue
    .all<KnownPlace & { width: number; height: number }>(
      `SELECT p.id, p.sha256, p.root_id AS rootId, r.path AS root, p.rel_path AS relPath, p.width, p.height
       FROM photos p JOIN roots r ON r.id = p.root_id
       WHERE p.root_id = ? AND p.rel_path IN (SELECT value FROM json_each(?))`,
      root,
      JSON.stringify(
        idsOf(rawKinds).flatMap((ending) => [
          `${stem}${name}.${ending}`,
          `${stem}${name}.${ending.toUpperCase()}`,
        ]),
      ),
    )
    .find(
      (photo) =>
        stemOf(basename(photo.relPath)) === name.toLowerCase() &&
        Math.abs(photo.width / photo.height - width / height) < 0.02,
    );
}
