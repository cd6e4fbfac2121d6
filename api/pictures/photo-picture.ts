import { readFile, stat } from 'node:fs/promises';
import { photoFile } from '#catalog/queries/photos.ts';
import { asJpeg } from '#catalog/pictures/picture.ts';
import { readSealed } from '#catalog/pictures/sealed-jpeg.ts';
import { reasonOf } from '#catalog/system-words.ts';
import { readWhole } from '#catalog/formats/read-file.ts';
import { makeVariants, variantPath } from '#catalog/pictures/variants.ts';
import { mostPhotoBytes, photoFormats, type PhotoVariant } from '#terms/photos/files.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';

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
 * the photo's own file, or a JPEG of it for TIFF, which browsers do not show.
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
  const { path, sha256, format } = photo;
  const read = async () => {
    try {
      return await readWhole(path, mostPhotoBytes);
    } catch (error) {
      throw new AppError(
        'not-found',
        `${reasonOf(error)} Photos that have moved are found again by relinking.`,
        { photoId, path },
      );
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
  if (format === 'tiff') {
    return { type: jpeg, body: { bytes: await asJpeg(await read()) }, etag };
  }
  const bytes = await sizeOf(path);
  if (bytes === null) await read();
  return { type: photoFormats[format].mediaType, body: { file: path, bytes: bytes ?? 0 }, etag };
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
