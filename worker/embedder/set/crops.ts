/**
 * What a network sees of a box, cut out of the photo and kept as a small picture: undistorted, with the photo's
 * own water beside a narrow box, or stretched to fill the picture, as the network was trained. Grey is only where
 * the photo ends. A rim is kept beyond what the network sees, so that turning and shifting while training brings
 * in more of the photo and no grey corners.
 */
import { readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import type { Size } from '#terms/geometry.ts';
import {
  AnotherPictureError,
  readOriginal,
  type Original,
} from '#catalog/pictures/identity/original.ts';
import { MOST_PIXELS, pictureError } from '#catalog/pictures/picture.ts';
import { causeOf, systemWords } from '#catalog/system-words.ts';
import { keepPicture } from '#catalog/pictures/variants.ts';
import type { CropBox, SkippedBox } from '#terms/boxes/crop-box.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import { throwIfCancelled } from '../../job-context.ts';
import { inParallel } from '../../jobs/in-parallel.ts';
import { cropEnding, cropEndings, encodeCrop, isKept } from './kept-crop.ts';
import type { CropPicture } from '../looking/render-view.ts';

/** Share of the seen picture that is kept beyond it on every side. */
const RIM = 0.15;

const withRim = (length: number): number => length + 2 * Math.round(length * RIM);

/** Pixels of a kept picture, even with what is seen of it, so that this lies on whole pixels. */
export const keptSize = ({ width, height }: Size): Size => ({
  width: withRim(width),
  height: withRim(height),
});

/** Where the picture of a box is kept: another box, revision, photo, size or margin is another file. */
function cropFile(cropsFolder: string, box: CropBox, look: CropStyle): string {
  const { width, height } = cropSizeOf(look);
  const shape = width === height ? String(width) : `${width}x${height}`;
  const style = `${shape}-${Math.round(look.margin * 1000)}${look.fit === 'stretch' ? '-stretched' : ''}`;
  const ending = cropEnding(keptSize({ width, height }));
  const name = `${box.boxId}-${box.revision}-${box.sha256.slice(0, 12)}${ending}`;
  return join(cropsFolder, 'network', style, String(box.boxId % 256), name);
}

interface KeptCrops {
  /** Files by box. */
  files: Map<number, string>;
  skipped: SkippedBox[];
}

/**
 * Makes the pictures that are not there yet, or not whole; each photo is decoded once. A photo that is gone or
 * cannot be read, and a box of less than a pixel, are left out with the reason.
 */
export async function keepCrops(
  cropsFolder: string,
  boxes: readonly CropBox[],
  style: CropStyle,
  { signal, progress }: { signal: AbortSignal; progress: (done: number, total: number) => void },
): Promise<KeptCrops> {
  const kept: KeptCrops = { files: new Map(), skipped: [] };
  const wanting = new Map<number, CropBox[]>();
  const size = keptSize(cropSizeOf(style));
  for (const box of boxes) {
    const file = cropFile(cropsFolder, box, style);
    if (isKept(file, size)) kept.files.set(box.boxId, file);
    else wanting.set(box.photoId, [...(wanting.get(box.photoId) ?? []), box]);
  }
  let done = kept.files.size;
  progress(done, boxes.length);
  const cut = (group: readonly CropBox[]) => cutPhoto(cropsFolder, group, style);
  for await (const made of inParallel(wanting.values(), availableParallelism() + 1, cut)) {
    throwIfCancelled(signal);
    for (const [boxId, file] of made.files) kept.files.set(boxId, file);
    kept.skipped.push(...made.skipped);
    done += made.files.size + made.skipped.length;
    progress(done, boxes.length);
  }
  kept.skipped.sort((a, b) => a.boxId - b.boxId);
  return kept;
}

async function cutPhoto(
  cropsFolder: string,
  boxes: readonly CropBox[],
  style: CropStyle,
): Promise<KeptCrops> {
  const made: KeptCrops = { files: new Map(), skipped: [] };
  let photo: DecodedPhoto;
  try {
    photo = await decode(boxes[0]);
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = gone
      ? 'The photo is not where it was; plug in its disk or relink the photos.'
      : error instanceof AnotherPictureError
        ? error.message
        : systemWords(error) !== null
          ? `The photo cannot be read (${causeOf(error)}).`
          : pictureError(error).message;
    for (const { boxId, photoName } of boxes) made.skipped.push({ boxId, photoName, reason });
    return made;
  }
  for (const box of boxes) {
    const window = windowOf(box, photo, style);
    if (window === null) {
      const size = `${(box.w * photo.width).toFixed(1)} × ${(box.h * photo.height).toFixed(1)}`;
      const reason = `The box is ${size} pixels, which shows nothing; draw it again.`;
      made.skipped.push({ boxId: box.boxId, photoName: box.photoName, reason });
      continue;
    }
    const file = cropFile(cropsFolder, box, style);
    const picture = await cutWindow(photo, window, keptSize(cropSizeOf(style)));
    await keepPicture(file, await encodeCrop(picture));
    await removeOlder(file, box.boxId);
    made.files.set(box.boxId, file);
  }
  return made;
}

interface DecodedPhoto {
  pixels: Buffer;
  width: number;
  height: number;
}

async function decode(photo: Original): Promise<DecodedPhoto> {
  const { data, info } = await sharp(await readOriginal(photo), {
    limitInputPixels: MOST_PIXELS,
    autoOrient: true,
  })
    .toColourspace('srgb')
    .flatten({ background: '#808080' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

interface Window extends Size {
  left: number;
  top: number;
}

/** The part of a photo that is seen of a box, both in pixels of the photo. */
export function seenOf({ w, h }: { w: number; h: number }, style: CropStyle): Size {
  const { width, height } = cropSizeOf(style);
  const room = 1 + 2 * style.margin;
  if (style.fit === 'stretch') return { width: w * room, height: h * room };
  const scale = Math.max(w / width, h / height) * room;
  return { width: scale * width, height: scale * height };
}

/** The kept part in whole pixels of the photo, beyond its edges too; null for a box of no area. */
function windowOf(
  { x, y, w, h }: CropBox,
  { width, height }: DecodedPhoto,
  style: CropStyle,
): Window | null {
  if (w * width < 1 || h * height < 1) return null;
  const seen = cropSizeOf(style);
  const kept = keptSize(seen);
  const part = seenOf({ w: w * width, h: h * height }, style);
  const own = {
    width: Math.max(2, Math.round((part.width * kept.width) / seen.width)),
    height: Math.max(2, Math.round((part.height * kept.height) / seen.height)),
  };
  return {
    left: Math.round((x + w / 2) * width - own.width / 2),
    top: Math.round((y + h / 2) * height - own.height / 2),
    ...own,
  };
}

async function cutWindow(
  { pixels, width, height }: DecodedPhoto,
  window: Window,
  kept: Size,
): Promise<CropPicture> {
  const { left, top } = window;
  const from = { x: Math.max(0, left), y: Math.max(0, top) };
  const to = { x: Math.min(width, left + window.width), y: Math.min(height, top + window.height) };
  const [scaleX, scaleY] = [kept.width / window.width, kept.height / window.height];
  const inside = {
    left: Math.min(kept.width - 1, Math.round((from.x - left) * scaleX)),
    top: Math.min(kept.height - 1, Math.round((from.y - top) * scaleY)),
  };
  const size = {
    width: Math.max(1, Math.min(kept.width - inside.left, Math.round((to.x - from.x) * scaleX))),
    height: Math.max(1, Math.min(kept.height - inside.top, Math.round((to.y - from.y) * scaleY))),
  };
  const cut = await sharp(pixels, {
    raw: { width, height, channels: 3 },
    limitInputPixels: MOST_PIXELS,
  })
    .extract({ left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y })
    .resize(size.width, size.height, { fit: 'fill' })
    .extend({
      ...inside,
      right: kept.width - inside.left - size.width,
      bottom: kept.height - inside.top - size.height,
      background: '#808080',
    })
    .raw()
    .toBuffer();
  return { pixels: cut, ...kept };
}

/** A box that was changed leaves no picture of what it was, nor one in a form that is kept no more. */
async function removeOlder(file: string, boxId: number): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder))
    if (
      name.startsWith(`${boxId}-`) &&
      cropEndings.some((ending) => name.endsWith(ending)) &&
      name !== basename(file)
    )
      await rm(join(folder, name), { force: true });
}
