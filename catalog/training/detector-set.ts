/** What a detector may learn from: which photos, which boxes on them, and what was left out and why. */
import { join } from 'node:path';
import type { BoxesSince } from '#terms/training/standing.ts';
import type { Rectangle } from '#terms/geometry.ts';
import { isOfPhoto } from '../boxes/box-kinds.ts';
import type { Reader } from '../moment.ts';
import type { Original } from '../pictures/identity/original.ts';
import { originalColumns } from '../queries/original-columns.ts';

/** A box to learn. */
interface LearnedBox extends Rectangle {
  boxId: number;
  classId: number;
}

export interface LearnedPhoto extends Original {
  photoId: number;
  name: string;
  /** Pixels of the upright photo. */
  width: number;
  height: number;
  encounterId: number | null;
  /** None: a person looked and found nothing, so that whatever the network sees there is wrong. */
  boxes: LearnedBox[];
  /**
   * Places that a detector proposed and nobody judged: animals or water, which nobody knows, so they are neither
   * shown while it learns nor counted when it is judged. Not there where there are none.
   */
  open?: Rectangle[];
}

export interface DetectorSet {
  classes: BoxesSince['classes'];
  photos: LearnedPhoto[];
  /** Photos and boxes that would be part of it but cannot, by reason. */
  leftOut: { reason: string; count: number }[];
}

interface PhotoRow extends Omit<LearnedPhoto, 'path' | 'boxes' | 'open'> {
  root: string;
  relPath: string;
  missing: number;
  checked: number;
  proposed: number;
  /** A picture that is the animal: no photo in which one has a place. */
  cutOut: number;
  /** Somebody is on it by name, wherever that is. */
  named: number;
}

/** A box with a side of fewer pixels of the photo than this teaches nothing. */
const LEAST_PIXELS = 2;

/**
 * Photos with boxes that a person drew or accepted, or that were imported as sure, and photos that a person
 * checked and left without any. What a detector proposed and nobody judged teaches nothing, neither that there
 * is an animal nor that there is none; what was rejected is water like any other. A cut-out teaches nothing, as a fin
 * is no whole picture; nor does a photo of which a name says that an animal is on it, and nobody has said where.
 *
 * @param classIds classes to learn; all that have boxes where not given
 */
export function detectorSet(catalogue: Reader, classIds?: readonly number[]): DetectorSet {
  const left = new Map<string, number>();
  const leaveOut = (reason: string) => left.set(reason, (left.get(reason) ?? 0) + 1);
  const wanted = classIds && new Set(classIds);
  const inState = (state: 'accepted' | 'proposed') =>
    Map.groupBy(
      catalogue
        .all<LearnedBox & { photoId: number }>(
          `SELECT id AS boxId, photo_id AS photoId, class_id AS classId, x, y, w, h FROM boxes
           WHERE state = ? AND deleted_at IS NULL AND kind = 'place' ORDER BY photo_id, id`,
          state,
        )
        .filter(({ classId }) => wanted?.has(classId) ?? true),
      ({ photoId }) => photoId,
    );
  const boxes = inState('accepted');
  const proposals = inState('proposed');
  const rows = catalogue.all<PhotoRow>(
    `SELECT p.id AS photoId, p.name, ${originalColumns}, p.width, p.height, p.encounter_id AS encounterId, p.missing, p.checked_at IS NOT NULL AS checked,
         p.proposed_count AS proposed,
         EXISTS (SELECT 1 FROM boxes c WHERE c.photo_id = p.id AND c.deleted_at IS NULL
           AND c.state = 'accepted' AND c.kind = 'cut-out') AS cutOut,
         EXISTS (SELECT 1 FROM boxes n WHERE n.photo_id = p.id AND n.deleted_at IS NULL
           AND ${isOfPhoto('n')}) AS named
       FROM photos p JOIN roots r ON r.id = p.root_id
       WHERE p.box_count > p.proposed_count OR p.checked_at IS NOT NULL ORDER BY p.id`,
  );
  const photos: LearnedPhoto[] = [];
  for (const { root, relPath, missing, checked, proposed, cutOut, named, ...photo } of rows) {
    if (cutOut === 1) {
      leaveOut('a cut-out, which shows nothing but the animal');
      continue;
    }
    const ours = (boxes.get(photo.photoId) ?? []).flatMap((box) => {
      const clipped = onPhoto(box, photo);
      if (clipped === null) leaveOut('a box with no area on its photo');
      return clipped === null ? [] : [clipped];
    });
    // Without a box of these classes it is background only if somebody looked and nothing is open.
    if (ours.length === 0 && (checked === 0 || proposed > 0)) continue;
    if (ours.length === 0 && named === 1) {
      leaveOut('a photo of a named animal that nobody has boxed');
      continue;
    }
    if (missing === 1) {
      leaveOut('a photo whose file is gone');
      continue;
    }
    const open = (proposals.get(photo.photoId) ?? []).flatMap((box) => onPhoto(box, photo) ?? []);
    photos.push({
      ...photo,
      path: join(root, relPath),
      boxes: ours,
      ...(open.length === 0 ? {} : { open: open.map(({ x, y, w, h }) => ({ x, y, w, h })) }),
    });
  }
  const counts = new Map<number, number>();
  for (const { boxes } of photos)
    for (const { classId } of boxes) counts.set(classId, (counts.get(classId) ?? 0) + 1);
  const classes = catalogue
    .all<{ id: number; name: string }>('SELECT id, name FROM box_classes ORDER BY position, id')
    .flatMap(({ id, name }) => {
      const boxes = counts.get(id);
      return boxes === undefined ? [] : [{ id, name, boxes }];
    });
  const leftOut = [...left].map(([reason, count]) => ({ reason, count }));
  return { classes, photos, leftOut };
}

/** The part of a box that lies on its photo, or null where that is too little to be seen. */
function onPhoto(
  { boxId, classId, ...box }: LearnedBox,
  { width, height }: Pick<LearnedPhoto, 'width' | 'height'>,
): LearnedBox | null {
  const x = Math.min(1, Math.max(0, box.x));
  const y = Math.min(1, Math.max(0, box.y));
  const w = Math.min(1, box.x + box.w) - x;
  const h = Math.min(1, box.y + box.h) - y;
  return w * width >= LEAST_PIXELS && h * height >= LEAST_PIXELS
    ? { boxId, classId, x, y, w, h }
    : null;
}
