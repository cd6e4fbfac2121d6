/**
 * What a network sees of a box: a square cut round it from the photo, kept as a small picture.
 *
 * Square and undistorted, not the box stretched to a square: the outline of a fin and the angles of its
 * nicks are what tells animals apart, and a stretch by the box's own proportions, which change with
 * pose and with who drew the box, would bend them. What is beside a narrow box is the photo's own
 * water; grey only where the photo ends. A rim is kept beyond what the network sees, so that turning
 * and shifting while training brings in more of the photo and no grey corners.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { MOST_PIXELS } from '#catalog/pictures/picture.ts';
import { keepPicture } from '#catalog/pictures/variants.ts';
import { throwIfCancelled } from '../../job-context.ts';
import { inParallel } from '../../jobs/in-parallel.ts';
import type { CropBox, CropStyle } from './crop-box.ts';
import { cropEnding, cropEndings, encodeCrop, isKept } from './kept-crop.ts';
import type { SquarePicture } from '../looking/render-view.ts';

/** Share of the seen square that is kept beyond it on every side. */
const RIM = 0.15;

/** Side in pixels of a kept picture, even with `input` so that what is seen lies on whole pixels. */
export const keptEdge = (input: number): number => input + 2 * Math.round(input * RIM);

/** Where the picture of a box is kept: another box, revision, photo, size or margin is another file. */
export function cropFile(cropsFolder: string, box: CropBox, { input, margin }: CropStyle): string {
  const style = `${input}-${Math.round(margin * 1000)}`;
  const name = `${box.boxId}-${box.revision}-${box.sha256.slice(0, 12)}${cropEnding(keptEdge(input))}`;
  return join(cropsFolder, 'network', style, String(box.boxId % 256), name);
}

export interface SkippedBox {
  boxId: number;
  photoName: string;
  reason: string;
}

export interface KeptCrops {
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
  for (const box of boxes) {
    const file = cropFile(cropsFolder, box, style);
    if (isKept(file, keptEdge(style.input))) kept.files.set(box.boxId, file);
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
    photo = await decode(boxes[0]?.path ?? '');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const reason = gone
      ? 'The photo is not where it was; plug in its disk or relink the photos.'
      : `The photo cannot be read (${error instanceof Error ? error.message.split('\n')[0] : String(error)}).`;
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
    const picture = await cutWindow(photo, window, keptEdge(style.input));
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

async function decode(path: string): Promise<DecodedPhoto> {
  const { data, info } = await sharp(await readFile(path), {
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

interface Window {
  left: number;
  top: number;
  side: number;
}

/** The kept square in whole pixels of the photo, beyond its edges too; null for a box of no area. */
function windowOf(
  { x, y, w, h }: CropBox,
  { width, height }: DecodedPhoto,
  { input, margin }: CropStyle,
): Window | null {
  if (w * width < 1 || h * height < 1) return null;
  const seen = Math.max(w * width, h * height) * (1 + 2 * margin);
  const side = Math.max(2, Math.round((seen * keptEdge(input)) / input));
  return {
    left: Math.round((x + w / 2) * width - side / 2),
    top: Math.round((y + h / 2) * height - side / 2),
    side,
  };
}

async function cutWindow(
  { pixels, width, height }: DecodedPhoto,
  { left, top, side }: Window,
  edge: number,
): Promise<SquarePicture> {
  const from = { x: Math.max(0, left), y: Math.max(0, top) };
  const to = { x: Math.min(width, left + side), y: Math.min(height, top + side) };
  const scale = edge / side;
  const inside = {
    left: Math.min(edge - 1, Math.round((from.x - left) * scale)),
    top: Math.min(edge - 1, Math.round((from.y - top) * scale)),
  };
  const size = {
    width: Math.max(1, Math.min(edge - inside.left, Math.round((to.x - from.x) * scale))),
    height: Math.max(1, Math.min(edge - inside.top, Math.round((to.y - from.y) * scale))),
  };
  const cut = await sharp(pixels, {
    raw: { width, height, channels: 3 },
    limitInputPixels: MOST_PIXELS,
  })
    .extract({ left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y })
    .resize(size.width, size.height, { fit: 'fill' })
    .extend({
      ...inside,
      right: edge - inside.left - size.width,
      bottom: edge - inside.top - size.height,
      background: '#808080',
    })
    .raw()
    .toBuffer();
  return { pixels: cut, edge };
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
