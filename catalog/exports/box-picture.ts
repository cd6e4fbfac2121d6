import { join } from 'node:path';
import sharp from 'sharp';
import { layoutOf } from '../layout.ts';
import { AnotherPictureError, readOriginal, type Original } from '../pictures/identity/original.ts';
import { MOST_PIXELS } from '../pictures/picture.ts';
import { readSealed } from '../pictures/sealed-jpeg.ts';
import { variantPath } from '../pictures/variants.ts';
import { originalColumns } from '../queries/original-columns.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import type { ExportSource } from './exporter.ts';

/** Part of the box's size that is shown around it, so that a fin does not touch the edge. */
const MARGIN = 0.08;
const QUALITY = 88;

interface PictureWanted {
  /** Longest edge in pixels at most; null keeps every pixel of the photo. */
  edge: number | null;
}

/** Why a photo's own file is not exported, as it is counted. */
export const fileReasons = {
  gone: 'the file of the photo is missing',
  replaced: 'the file of the photo is another picture now',
} as const;

/** A photo's own file as the catalogue knows it. */
export function originalOf({ db }: ExportSource, photoId: number): Original | null {
  const photo = db
    .prepare<[number], Omit<Original, 'path'> & { root: string; relPath: string }>(
      `SELECT ${originalColumns} FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?`,
    )
    .get(photoId);
  if (photo === undefined) return null;
  const { root, relPath, ...rest } = photo;
  return { ...rest, path: join(root, relPath) };
}

/**
 * The picture to cut from: for the screen or paper the kept view, which is always there and quickly read; for every
 * pixel the photo's own file, and the view where that is gone. Where another picture stands in its place, nothing is
 * cut: whoever put it there may have meant it.
 *
 * @returns the picture's bytes, or why there are none
 */
async function pictureBytes(
  source: ExportSource,
  box: SightedBox,
  { edge }: PictureWanted,
): Promise<Buffer | string> {
  const kept = () => readSealed(variantPath(layoutOf(source.folder).thumbs, box.sha256, 'view'));
  if (edge !== null) {
    const view = await kept();
    if (view !== null) return view;
  }
  const original = originalOf(source, box.photoId);
  try {
    if (original !== null) return await readOriginal(original);
  } catch (error) {
    if (error instanceof AnotherPictureError) return fileReasons.replaced;
  }
  return (await kept()) ?? fileReasons.gone;
}

/** The whole pixels that a box and its margin cover in a picture of `width` × `height`. */
export function cutOf(
  { x, y, w, h }: Pick<SightedBox, 'x' | 'y' | 'w' | 'h'>,
  width: number,
  height: number,
): { left: number; top: number; width: number; height: number } {
  const left = Math.max(0, Math.floor((x - w * MARGIN) * width));
  const top = Math.max(0, Math.floor((y - h * MARGIN) * height));
  const right = Math.min(width, Math.ceil((x + w * (1 + MARGIN)) * width));
  const bottom = Math.min(height, Math.ceil((y + h * (1 + MARGIN)) * height));
  return {
    left: Math.min(left, width - 1),
    top: Math.min(top, height - 1),
    width: Math.max(1, right - left),
    height: Math.max(1, bottom - top),
  };
}

/**
 * The box cut out of its photo, upright, as a JPEG without the photo's metadata: a picture that is handed
 * on tells nothing of where it was taken.
 *
 * @returns why there is none if the picture is gone, another's or cannot be decoded.
 */
export async function boxPicture(
  source: ExportSource,
  box: SightedBox,
  wanted: PictureWanted,
): Promise<Buffer | string> {
  const bytes = await pictureBytes(source, box, wanted);
  if (typeof bytes === 'string') return bytes;
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MOST_PIXELS,
      autoOrient: true,
    })
      .flatten({ background: '#808080' })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const cut = sharp(data, {
      raw: { width: info.width, height: info.height, channels: info.channels },
      limitInputPixels: MOST_PIXELS,
    }).extract(cutOf(box, info.width, info.height));
    const sized =
      wanted.edge === null
        ? cut
        : cut.resize(wanted.edge, wanted.edge, { fit: 'inside', withoutEnlargement: true });
    return await sized.jpeg({ quality: QUALITY }).toBuffer();
  } catch {
    return 'the photo cannot be decoded';
  }
}
