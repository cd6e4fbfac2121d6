import { join } from 'node:path';
import { keepPicture } from '#catalog/pictures/variants.ts';
import { readOriginal } from '#catalog/pictures/identity/original.ts';
import { readSealed } from '#catalog/pictures/sealed-jpeg.ts';
import { cutOut } from '#catalog/pictures/picture.ts';
import { photoFormats } from '#terms/photos/files.ts';
import { boxOnPhoto } from '#catalog/queries/box-on-photo.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';
import type { ServedPicture } from './photo-picture.ts';
import { unreadOriginal } from './unread-original.ts';

/** Longest edge of a box's own picture, pixels: enough for a card, and for a strip on a fine screen. */
const EDGE = 384;
/** Room around the box, as a share of its longer side. */
const ROOM = 0.08;

/**
 * A picture of what is in a box, cut from the photo's own file once and kept until the box is changed; again if
 * what was kept is damaged.
 *
 * @throws AppError `not-found` if the box or the photo's file is gone.
 */
export async function boxPicture(app: App, boxId: number): Promise<ServedPicture> {
  const { catalogue } = app.open;
  const box = boxOnPhoto(catalogue, boxId);
  if (box === undefined)
    throw new AppError('not-found', `There is no box ${boxId} in this catalogue.`, { boxId });
  const name = `${boxId}-${box.revision}-${box.sha256.slice(0, 12)}`;
  const etag = `"box-${name}"`;
  const file = join(catalogue.layout.crops, 'shown', String(boxId % 256), `${name}.jpg`);
  const kept = await readSealed(file);
  if (kept !== null) return { type: photoFormats.jpeg.mediaType, body: { bytes: kept }, etag };
  let bytes: Buffer;
  try {
    bytes = await readOriginal(box);
  } catch (error) {
    throw unreadOriginal(catalogue, box.photoId, box.path, error);
  }
  const picture = await cutOut(bytes, box, ROOM, EDGE);
  if (!catalogue.readOnly) await keepPicture(file, picture);
  return { type: photoFormats.jpeg.mediaType, body: { bytes: picture }, etag };
}
