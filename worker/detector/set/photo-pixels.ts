/**
 * Photos in the size in which networks look at them. A field photo has 12 to 50 megapixels and takes a
 * fifth of a second to decode; a smaller copy of it is kept, by its content and size, and the copies that were
 * made at the import serve where they are large enough.
 */
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  AnotherPictureError,
  readOriginal,
  type Original,
} from '#catalog/pictures/identity/original.ts';
import { MOST_PIXELS, pictureError } from '#catalog/pictures/picture.ts';
import { causeOf } from '#catalog/system-words.ts';
import { keptVariants } from '#terms/photos/files.ts';
import { keepPicture, variantPath } from '#catalog/pictures/variants.ts';
import type { Picture } from './picture-stack.ts';

/** Where copies of photos are kept; absolute folders. */
export interface PictureFolders {
  thumbs: string;
  /** Copies for networks; may be emptied at any time. */
  cache: string;
}

/** What of a photo goes to the thread that reads it. */
export type PhotoFile = Original;

export const photoFileOf = ({
  path,
  sha256,
  bytes,
  mtimeMs,
  pictureHash,
}: Original): PhotoFile => ({
  path,
  sha256,
  ...(bytes === undefined ? {} : { bytes }),
  ...(mtimeMs === undefined ? {} : { mtimeMs }),
  ...(pictureHash === undefined ? {} : { pictureHash }),
});

/** JPEG quality of the kept copies: what is lost is less than what cameras lose. */
const QUALITY = 92;
const copyPath = ({ cache }: PictureFolders, sha256: string, edge: number) =>
  join(cache, sha256.slice(0, 2), `${sha256}.${edge}.jpg`);

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch {
    return null;
  }
}

/** Up to this size a copy is read much faster than the copy for the screen. */
const SMALL = keptVariants.view / 2;

/**
 * The upright photo, its longer side at most `edge` pixels; never enlarged.
 * @param keep a copy for the next time where one is read faster than the copy for the screen; one that is there
 *   serves in any case
 * @throws Error with a reason in words if it can be read from nowhere
 */
export async function readPhoto(
  folders: PictureFolders,
  photo: PhotoFile,
  edge: number,
  { keep = true } = {},
): Promise<Picture> {
  const { sha256 } = photo;
  const copy = copyPath(folders, sha256, edge);
  const kept = await bytesOf(copy);
  const fromCopy = kept && (await decoded(kept, edge).catch(() => null));
  if (fromCopy) {
    // Copies that were not looked at for longest go first.
    await utimes(copy, new Date(), new Date()).catch(() => {});
    return fromCopy;
  }
  if (!keep && edge <= keptVariants.look) {
    const look = await bytesOf(variantPath(folders.thumbs, sha256, 'look'));
    const fromLook = look && (await decoded(look, edge).catch(() => null));
    if (fromLook) return fromLook;
  }
  if (edge <= keptVariants.view) {
    const view = await bytesOf(variantPath(folders.thumbs, sha256, 'view'));
    const fromView = view && (await decoded(view, edge).catch(() => null));
    if (fromView) return keep && edge <= SMALL ? throughCopy(fromView, copy, edge) : fromView;
  }
  let whole: Buffer;
  try {
    whole = await readOriginal(photo);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Error(
      error instanceof AnotherPictureError
        ? 'its file is another picture now (put the right file back, or import its folder again)'
        : isGone
          ? 'its file is gone (relink the photos, or plug in their disk)'
          : `its file cannot be read (${causeOf(error)})`,
      { cause: error },
    );
  }
  try {
    return await throughCopy(await decoded(whole, edge), copy, edge);
  } catch (error) {
    throw new Error(`its picture cannot be decoded: ${pictureError(error).message}`, {
      cause: error,
    });
  }
}

const open = (bytes: Buffer) =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', autoOrient: true });

async function decoded(bytes: Buffer, edge: number): Promise<Picture> {
  const { data, info } = await open(bytes)
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .flatten({ background: '#808080' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/**
 * Keeps a copy, and gives what the copy shows: the same pixels whether they are read for the first time or
 * found again. Where it cannot be kept, as on a full disk, that only costs time.
 */
async function throughCopy(
  { pixels, width, height }: Picture,
  copy: string,
  edge: number,
): Promise<Picture> {
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
    .toBuffer();
  await keepPicture(copy, jpeg).catch(() => {});
  return decoded(jpeg, edge);
}

/** Removes the copies that were not looked at for longest until the rest is at most `most` bytes. */
export async function boundCache({ cache }: PictureFolders, most: number): Promise<void> {
  const files: { path: string; bytes: number; at: number }[] = [];
  for (const folder of await readdir(cache).catch(() => []))
    for (const name of await readdir(join(cache, folder)).catch(() => [])) {
      const path = join(cache, folder, name);
      const found = await stat(path).catch(() => null);
      if (found !== null) files.push({ path, bytes: found.size, at: found.mtimeMs });
    }
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of files.sort((a, b) => a.at - b.at)) {
    if (total <= most) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}

/** Disk that the copies may take. */
export const MOST_CACHE_BYTES = 4e9;
