/** What people change in facts of photos, and take back: each change is kept with what was before. */
import type { LastPhotoEdit, PhotoChange, PhotoEdit } from '#terms/photos/edits.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import {
  differing,
  photosWithFacts,
  putFacts,
  type FactChanges,
  type PhotoWithFacts,
} from './stored-facts.ts';

const DAY_MS = 86_400_000;

/** Who changes something, and when. */
export interface ChangedBy {
  reviewerId: number | null;
  now: number;
}

/**
 * Changes facts of photos as one step.
 *
 * @param action in words that follow "Undo"
 * @param changeOf what a photo's facts become; those that stay need not be named
 */
export function changeFacts(
  catalogue: Catalogue,
  photoIds: readonly number[],
  action: string,
  changeOf: (photo: PhotoWithFacts) => FactChanges,
  { reviewerId, now }: ChangedBy,
): PhotoEdit {
  return catalogue.transaction(() => {
    let editId: number | null = null;
    let photos = 0;
    for (const photo of photosWithFacts(catalogue, photoIds)) {
      const change = differing(photo, changeOf(photo));
      if (change === null) continue;
      putFacts(catalogue, photo.id, change.after);
      editId = record(
        catalogue,
        { photoId: photo.id, action, ...change, batch: editId },
        { reviewerId, now },
      );
      photos += 1;
    }
    return { editId, photos };
  });
}

function record(
  catalogue: Catalogue,
  row: {
    photoId: number;
    action: string;
    before: FactChanges;
    after: FactChanges;
    batch: number | null;
    undoes?: number;
  },
  { reviewerId, now }: ChangedBy,
): number {
  const id = (catalogue.value<number>('SELECT max(id) FROM photo_edits') ?? 0) + 1;
  const batch = row.batch ?? id;
  catalogue.run(
    `INSERT INTO photo_edits (id, photo_id, action, before, after, batch, reviewer_id, at, undoes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    row.photoId,
    row.action,
    JSON.stringify(row.before),
    JSON.stringify(row.after),
    batch,
    reviewerId,
    now,
    row.undoes ?? null,
  );
  return batch;
}

/** What a person's change makes of a photo's facts. */
function changedFacts(photo: PhotoWithFacts, change: PhotoChange): FactChanges {
  const after: FactChanges = {};
  let { takenMs, dayOnly, takenSource, clockShiftS } = photo;
  if (change.shiftS !== undefined && takenMs !== null) {
    takenMs += change.shiftS * 1000;
    // A time that a person gave is put right as such; one of a file goes on following its file.
    if (takenSource !== 'person') clockShiftS += change.shiftS;
  }
  if (change.day === null) [takenMs, dayOnly, takenSource, clockShiftS] = [null, 0, null, 0];
  else if (change.day !== undefined || (change.timeS !== undefined && takenMs !== null)) {
    const ofDay = takenMs === null ? 0 : ((takenMs % DAY_MS) + DAY_MS) % DAY_MS;
    const day = change.day ?? (takenMs ?? 0) - ofDay;
    // A day that is said without a time stays a day.
    if (change.timeS !== undefined) dayOnly = 0;
    else if (takenMs === null) dayOnly = 1;
    takenMs = day + (change.timeS === undefined ? ofDay : change.timeS * 1000);
    [takenSource, clockShiftS] = ['person', 0];
  }
  Object.assign(after, { takenMs, dayOnly, takenSource, clockShiftS });
  if (change.position === null)
    Object.assign(after, { latitude: null, longitude: null, positionSource: null });
  else if (change.position !== undefined)
    Object.assign(after, { ...change.position, positionSource: 'person' });
  if (change.place !== undefined) after.place = change.place === '' ? null : change.place;
  if (change.photographer !== undefined) {
    const given = change.photographer === '' ? null : change.photographer;
    if (given !== photo.photographer)
      Object.assign(after, {
        photographer: given,
        photographerSource: given === null ? null : 'person',
      });
  }
  return after;
}

/** `the shift of a clock`, `dates, places`: what a change is about. */
function actionOf(change: PhotoChange): string {
  if (change.shiftS !== undefined) return 'shift of the clock';
  const about = [
    change.day === undefined && change.timeS === undefined ? '' : 'date',
    change.position === undefined && change.place === undefined ? '' : 'place',
    change.photographer === undefined ? '' : 'photographer',
  ].filter((part) => part !== '');
  return about.join(', ');
}

export const editPhotos = (
  catalogue: Catalogue,
  photoIds: readonly number[],
  change: PhotoChange,
  by: ChangedBy,
): PhotoEdit =>
  changeFacts(catalogue, photoIds, actionOf(change), (photo) => changedFacts(photo, change), by);

interface EditRow {
  id: number;
  photoId: number;
  action: string;
  before: string;
  after: string;
}

/** The last change that nobody took back; null without any. */
export function lastPhotoEdit(catalogue: Catalogue): LastPhotoEdit | null {
  const last = catalogue.get<LastPhotoEdit>(
    `SELECT batch AS editId, count(*) AS photos, action, max(at) AS at FROM photo_edits
     WHERE batch = (SELECT max(e.batch) FROM photo_edits e WHERE e.undoes IS NULL
       AND NOT EXISTS (SELECT 1 FROM photo_edits u WHERE u.undoes = e.batch))
     GROUP BY batch`,
  );
  return last ?? null;
}

/**
 * Takes a change back: facts that it changed become what they were, unless they were changed again since. The taking
 * back is kept as well.
 *
 * @returns photos that are as they were, in these facts
 * @throws CatalogueError `not-found`, or `bad-input` for one that was taken back already
 */
export function undoPhotoEdit(catalogue: Catalogue, editId: number, by: ChangedBy): PhotoEdit {
  return catalogue.transaction(() => {
    const rows = catalogue.all<EditRow>(
      `SELECT id, photo_id AS photoId, action, before, after FROM photo_edits
       WHERE batch = ? AND undoes IS NULL ORDER BY id`,
      editId,
    );
    if (rows.length === 0)
      throw new CatalogueError('not-found', `There is no change ${editId} of photos.`, { editId });
    if (catalogue.value('SELECT 1 FROM photo_edits WHERE undoes = ?', editId) !== undefined)
      throw new CatalogueError('bad-input', 'This change was taken back already.', { editId });
    const now = new Map(
      photosWithFacts(
        catalogue,
        rows.map(({ photoId }) => photoId),
      ).map((photo) => [photo.id, photo]),
    );
    let batch: number | null = null;
    let photos = 0;
    for (const { photoId, action, before, after } of rows) {
      const photo = now.get(photoId);
      if (photo === undefined) continue;
      const was = JSON.parse(before) as FactChanges;
      const made = JSON.parse(after) as FactChanges;
      // What somebody changed again since is theirs.
      const stands = Object.keys(was).filter(
        (name) => photo[name as keyof FactChanges] === made[name as keyof FactChanges],
      );
      const back = Object.fromEntries(
        stands.map((name) => [name, was[name as keyof FactChanges]]),
      ) as FactChanges;
      const change = differing(photo, back) ?? { before: {}, after: {} };
      if (stands.length > 0) {
        putFacts(catalogue, photoId, change.after);
        photos += 1;
      }
      batch = record(catalogue, { photoId, action, ...change, batch, undoes: editId }, by);
    }
    return { editId: batch, photos };
  });
}
