import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { mostTableBytes, readWhole } from '#catalog/formats/read-file.ts';
import { markMissing, relink, type FoundFile } from '#catalog/import/relink.ts';
import { recheckPhotos } from '#catalog/import/replaced.ts';
import {
  editPhotos,
  lastPhotoEdit,
  undoPhotoEdit,
  type ChangedBy,
} from '#catalog/photos/edit-facts.ts';
import { readGpx, type TrackPoint } from '#catalog/photos/gpx.ts';
import { placeOnTrack } from '#catalog/photos/place-on-track.ts';
import { cameraTimes } from '#catalog/queries/camera-times.ts';
import { causeOf, reasonOf } from '#catalog/system-words.ts';
import type { Seat } from '#terms/identity/seat.ts';
import { setChecked, setSpecies } from '#catalog/photos/mark-photos.ts';
import {
  countPhotos,
  getPhoto,
  listPhotos,
  photoFacets,
  photoIds,
  unreadableFiles,
} from '#catalog/queries/photos.ts';
import { fileHashes } from '#catalog/pictures/identity/file-hashes.ts';
import type { Relinked } from '#terms/photos/photos.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';
import { reviewerOf } from './settings.ts';

async function filesBelow(folder: string): Promise<FoundFile[]> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    throw new AppError('folder-missing', `${folder} cannot be read (${causeOf(error)}).`, {
      folder,
    });
  }
  const files: FoundFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size } = await stat(path);
    files.push({ relPath: relative(folder, path).split(sep).join('/'), bytes: size });
  }
  return files;
}

const changedBy = (app: App, seat: Seat | undefined): ChangedBy => ({
  reviewerId: reviewerOf(app, seat),
  now: Date.now(),
});

async function trackOf(path: string): Promise<TrackPoint[]> {
  try {
    return readGpx(await readWhole(path, mostTableBytes), basename(path));
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new AppError(isGone ? 'not-found' : 'bad-input', reasonOf(error), { path });
  }
}

export const photos = {
  list: os.photos.list.handler(({ input, context: { app } }) =>
    listPhotos(app.open.catalogue, input.filter, input.sort, input.offset, input.limit),
  ),
  ids: os.photos.ids.handler(({ input, context: { app } }) =>
    photoIds(app.open.catalogue, input.filter, input.sort),
  ),
  get: os.photos.get.handler(({ input, context: { app, seat } }) => {
    const photo = getPhoto(app.open.catalogue, input.photoId);
    return seat?.isBlind === true ? { ...photo, named: [] } : photo;
  }),
  facets: os.photos.facets.handler(({ context: { app } }) => photoFacets(app.open.catalogue)),
  unreadable: os.photos.unreadable.handler(({ context: { app } }) =>
    unreadableFiles(app.open.catalogue),
  ),
  setChecked: os.photos.setChecked.handler(({ input, context: { app, seat } }) => {
    const reviewerId = reviewerOf(app, seat);
    setChecked(app.open.catalogue, input.photoIds, input.checked, reviewerId, Date.now());
  }),
  setSpecies: os.photos.setSpecies.handler(({ input, context: { app } }) => {
    setSpecies(app.open.catalogue, input.photoIds, input.species);
  }),
  edit: os.photos.edit.handler(({ input: { photoIds, change }, context: { app, seat } }) =>
    editPhotos(app.open.catalogue, photoIds, change, changedBy(app, seat)),
  ),
  placeByTrack: os.photos.placeByTrack.handler(async ({ input, context: { app, seat } }) => {
    const { photoIds, path, options, dryRun } = input;
    const by = dryRun ? { reviewerId: null, now: 0 } : changedBy(app, seat);
    const points = await trackOf(path);
    return placeOnTrack(app.open.catalogue, photoIds, points, options, { ...by, dryRun });
  }),
  lastEdit: os.photos.lastEdit.handler(({ context: { app } }) => lastPhotoEdit(app.open.catalogue)),
  undoEdit: os.photos.undoEdit.handler(({ input, context: { app, seat } }) =>
    undoPhotoEdit(app.open.catalogue, input.editId, changedBy(app, seat)),
  ),
  cameraTimes: os.photos.cameraTimes.handler(({ input, context: { app } }) =>
    cameraTimes(app.open.catalogue, input.photoIds),
  ),
  relink: os.photos.relink.handler(async ({ input, context: { app } }) => {
    const { catalogue } = app.open;
    const before = countPhotos(catalogue, { missing: true });
    await recheckPhotos(catalogue, 'replaced');
    const stillMissing = markMissing(catalogue);
    let result: Relinked = {
      found: Math.max(0, before - stillMissing),
      stillMissing,
      unreadable: [],
    };
    if (input.folder !== undefined && stillMissing > 0) {
      const folder = absoluteFolder(input.folder);
      result = await relink(catalogue, folder, await filesBelow(folder), fileHashes, Date.now());
    }
    return result;
  }),
};
