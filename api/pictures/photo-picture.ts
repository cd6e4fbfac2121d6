import { readFile } from 'node:fs/promises';
import { photoFile } from '#catalog/queries/photos.ts';
import { asJpeg } from '#catalog/pictures/picture.ts';
import { readSealed } from '#catalog/pictures/sealed-jpeg.ts';
import { readOriginal, verifyOriginal } from '#catalog/pictures/identity/original.ts';
import { makeVariants, variantPath } from '#catalog/pictures/variants.ts';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import { photoFormats, type PhotoVariant } from '#terms/photos/files.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';
import { unreadOriginal } from './unread-original.ts';

/** A picture as a shell sends it to a page. */
export interface ServedPicture {
  type: `image/${string}`;
  /** The bytes, or the file that holds them. */
  body: { bytes: Buffer } | { file: string; bytes: number };
  /** Names the content: pictures never change under one tag. */
  etag: string;
}

/** What is made for the screen. */
const jpeg = photoFormats.jpeg.mediaType;

/**
 * A picture of a photo for the screen. Kept variants are made again if their files are gone or damaged; `full` is
 * the photo's own file, or a JPEG of it for TIFF, which browsers do not show, and for what they would show unturned, and
 * the JPEG in a RAW file.
 *
 * @throws AppError `not-found` naming the file if the photo's file is gone.
 */
export async function photoPicture(
  app: App,
  photoId: number,
  variant: PhotoVariant,
): Promise<ServedPicture> {
  const { catalogue } = app.open;
  const photo = photoFile(catalogue, photoId);
  if (photo === undefined) {
    throw new AppError('not-found', `There is no photo ${photoId} in this catalogue.`, { photoId });
  }
  const { path, sha256, format, orientation } = photo;
  const read = async () => {
    try {
      return await readOriginal(photo);
    } catch (error) {
      throw unreadOriginal(catalogue, photoId, path, error);
    }
  };
  if (variant !== 'full') {
    const file = variantPath(catalogue.layout.thumbs, sha256, variant);
    const etag = `"${sha256}-${variant}"`;
    const kept = await readSealed(file);
    if (kept !== null) return { type: jpeg, body: { bytes: kept }, etag };
    await makeVariants(catalogue.layout.thumbs, sha256, read);
    return { type: jpeg, body: { bytes: await readFile(file) }, etag };
  }
  const etag = `"${sha256}-full"`;
  // Browsers turn what its camera turned in JPEG alone.
  if (format === 'tiff' || (format !== 'jpeg' && orientation !== 1)) {
    return { type: jpeg, body: { bytes: await asJpeg(await read()) }, etag };
  }
  if (rawKindOf(path) !== null) return { type: jpeg, body: { bytes: await read() }, etag };
  let bytes: number;
  try {
    ({ bytes } = await verifyOriginal(photo));
  } catch (error) {
    throw unreadOriginal(catalogue, photoId, path, error);
  }
  return { type: photoFormats[format].mediaType, body: { file: path, bytes }, etag };
}
