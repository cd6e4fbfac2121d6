import { photoVariant, type PhotoVariant } from '#terms/photos/files.ts';
import type { App } from '../app.ts';
import { boxPicture } from './box-picture.ts';
import { photoPicture, type ServedPicture } from './photo-picture.ts';

/** A picture by what it is of; never a path. */
export type AskedPicture = { photoId: number; variant: PhotoVariant } | { boxId: number };

/**
 * `/photo/12/thumb` as an id and a variant, `/box/12/crop` as an id; null for anything else, so that no
 * path ever gets through.
 */
export function parsePicturePath(pathname: string): AskedPicture | null {
  const box = /^\/box\/([1-9]\d{0,14})\/crop$/.exec(pathname);
  if (box !== null) return { boxId: Number(box[1]) };
  const match = /^\/photo\/([1-9]\d{0,14})\/([a-z]+)$/.exec(pathname);
  const variant = photoVariant.options.find((name) => name === match?.[2]);
  return match === null || variant === undefined ? null : { photoId: Number(match[1]), variant };
}

export const pictureOf = (app: App, asked: AskedPicture): Promise<ServedPicture> =>
  'boxId' in asked ? boxPicture(app, asked.boxId) : photoPicture(app, asked.photoId, asked.variant);
