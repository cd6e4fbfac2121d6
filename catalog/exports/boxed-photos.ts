import { createHash } from 'node:crypto';
import type { SightingFilter } from '#terms/exports/sighting-filter.ts';
import { pictureName } from '#terms/photos/file-kinds.ts';
import type { WrittenBox, WrittenPhoto } from '../formats/boxes/written-photo.ts';
import { isPlace } from '../boxes/box-kinds.ts';
import { filePaths, type Uniqueness } from '../names/written-paths.ts';
import { writtenNames } from '../queries/written-names.ts';
import type { ExportRun } from './exporter.ts';

interface PhotoRow {
  id: number;
  relPath: string;
  width: number;
  height: number;
  takenMs: number | null;
  latitude: number | null;
  longitude: number | null;
  species: string | null;
  checked: number;
  encounter: string | null;
}

interface BoxRow extends Omit<WrittenBox, 'classIndex'> {
  className: string;
  state: 'proposed' | 'accepted' | 'rejected';
}

/** Boxes that an export is to have. */
const wantedStates = ({ options }: ExportRun): readonly BoxRow['state'][] =>
  options.withProposals ? ['accepted', 'proposed'] : ['accepted'];

/** Names of the classes that the exported boxes have, in the catalogue's order. */
export function classNamesInUse(run: ExportRun): string[] {
  return run.source.db
    .prepare<[string], string>(
      `SELECT c.name FROM box_classes c
       WHERE EXISTS (SELECT 1 FROM boxes b WHERE b.class_id = c.id AND b.deleted_at IS NULL AND ${isPlace('b')}
         AND b.state IN (SELECT value FROM json_each(?)))
       ORDER BY c.position, c.id`,
    )
    .pluck()
    .all(JSON.stringify(wantedStates(run)));
}

/** The same group of photos falls on the same side in every export: 0–1 from its name. */
function share(group: string): number {
  return createHash('sha256').update(group).digest().readUInt32BE(0) / 2 ** 32;
}

function reasonAgainst(photo: PhotoRow, filter: SightingFilter): string | null {
  if (filter.species !== undefined && photo.species !== filter.species) return 'another species';
  if (filter.takenFrom !== undefined || filter.takenTo !== undefined) {
    if (photo.takenMs === null) return 'no date';
    if (photo.takenMs < (filter.takenFrom ?? -Infinity)) return 'before the dates';
    if (photo.takenMs > (filter.takenTo ?? Infinity)) return 'after the dates';
  }
  if (filter.reviewedOnly === true && photo.checked === 0) return 'photo not checked';
  return null;
}

/**
 * What a format calls photos: by what is written of them everywhere, or, where files are named so, by what every
 * file system takes, which must differ in the whole path or before its ending.
 */
export type PhotoNaming = 'written' | Uniqueness;

/**
 * Photos with their accepted boxes, and checked photos without any: those are known to show no animal.
 * What nobody looked at is left out and counted; so is what a detector proposed and nobody accepted, unless
 * it is asked for: then it comes with the detector's confidence, which judged boxes do not have.
 */
export function* boxedPhotos(
  run: ExportRun,
  classNames: readonly string[],
  { counting, naming }: { counting: boolean; naming: PhotoNaming },
): Generator<WrittenPhoto & { photoId: number }> {
  const { db } = run.source;
  const { filter, validationShare } = run.options;
  const leaveOut = (reason: string) => {
    if (counting) run.out.add(reason);
  };
  const states = wantedStates(run);
  const classIndex = new Map(classNames.map((name, index) => [name, index]));
  const boxesOf = db.prepare<[number], BoxRow>(
    `SELECT c.name AS className, b.x, b.y, b.w, b.h, b.state,
       CASE b.state WHEN 'proposed' THEN b.confidence END AS confidence,
       (SELECT i.code FROM box_identity w JOIN individuals i ON i.id = w.individual_id
        WHERE w.box_id = b.id) AS individual
     FROM boxes b JOIN box_classes c ON c.id = b.class_id
     WHERE b.photo_id = ? AND b.deleted_at IS NULL AND b.state <> 'rejected' AND ${isPlace('b')}
     ORDER BY c.position, b.x, b.y, b.id`,
  );
  const written = writtenNames(db);
  const names = naming === 'written' ? written : filePaths(written, naming);
  const rows = db
    .prepare<[], PhotoRow>(
      `SELECT p.id, p.rel_path AS relPath, p.width, p.height, p.taken_ms AS takenMs,
         p.latitude, p.longitude, coalesce(p.species, e.species) AS species,
         p.checked_at IS NOT NULL AS checked, e.name AS encounter
       FROM photos p LEFT JOIN encounters e ON e.id = p.encounter_id
       ORDER BY p.rel_path, p.sha256`,
    )
    .iterate();
  for (const photo of rows) {
    run.tick();
    const reason = reasonAgainst(photo, filter);
    if (reason !== null) {
      leaveOut(reason);
      continue;
    }
    const found = boxesOf.all(photo.id);
    const kept = found.filter(({ state }) => states.includes(state));
    if (kept.length === 0 && photo.checked === 0) {
      leaveOut('photo without boxes that nobody checked');
      continue;
    }
    for (let open = found.length - kept.length; open > 0; open -= 1) {
      leaveOut('box proposed and not yet accepted');
    }
    if (counting) {
      run.counts.photos += 1;
      run.counts.boxes += kept.length;
    }
    const group = photo.encounter ?? photo.relPath.split('/').slice(0, -1).join('/');
    const name = names.get(photo.id) ?? photo.relPath;
    yield {
      photoId: photo.id,
      id: photo.id,
      imagePath: naming === 'written' ? name : pictureName(name),
      width: photo.width,
      height: photo.height,
      split: share(group) < validationShare ? 'val' : 'train',
      boxes: kept.map(({ className, ...box }) => ({
        x: box.x,
        y: box.y,
        w: box.w,
        h: box.h,
        confidence: box.confidence,
        individual: box.individual,
        classIndex: classIndex.get(className) ?? 0,
      })),
    };
  }
}
