import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { layoutOf } from '../layout.ts';
import { MOST_PIXELS } from '../pictures/picture.ts';
import { variantPath } from '../pictures/variants.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import type { ExportSource } from './exporter.ts';

/** Part of the box's size that is shown around it, so that a fin does not touch the edge. */
const MARGIN = 0.08;
const QUALITY = 88;

interface PictureWanted {
  /** Longest edge in pixels at most; null keeps every pixel of the photo. */
  edge: number | null;
}

/** The photo's own file, or null if it is not there now. */
export function originalOf({ db }: ExportSource, photoId: number): string | null {
  const photo = db
    .prepare<[number], { root: string; relPath: string }>(
      `SELECT r.path AS root, p.rel_path AS relPath
       FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?`,
    )
    .get(photoId);
  const path = photo === undefined ? null : join(photo.root, photo.relPath);
  return path !== null && existsSync(path) ? path : null;
}

/**
 * The file to cut from: for the screen or paper the kept view, which is always there and quickly read;
 * for every pixel the photo itself, and the view where that is gone.
 */
export function pictureFile(
  source: ExportSource,
  box: SightedBox,
  { edge }: PictureWanted,
): string | null {
  const view = variantPath(layoutOf(source.folder).thumbs, box.sha256, 'view');
  const kept = existsSync(view) ? view : null;
  return edge === null
    ? (originalOf(source, box.photoId) ?? kept)
    : (kept ?? originalOf(source, box.photoId));
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
 * @returns null if the picture is gone or cannot be decoded.
 */
export async function boxPicture(
  source: ExportSource,
  box: SightedBox,
  wanted: PictureWanted,
): Promise<Buffer | null> {
  const file = pictureFile(source, box, wanted);
  if (file === null) return null;
  try {
    const { data, info } = await sharp(await readFile(file), {
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
    return null;
  }
}
