/** RAW files of all kinds by their content, whatever they are called. */
import { leastPreviewEdge } from '#terms/photos/file-kinds.ts';
import type { Size } from '#terms/geometry.ts';
import { exifDirectories, exifOf, exifOfBlock, type ExifSaid } from '../metadata/exif.ts';
import { Tiff } from '../metadata/tiff.ts';
import { exifSegment, withExif } from '../jpeg/exif-segment.ts';
import { cr3, isCr3 } from './cr3.ts';
import { jpegSize } from './jpeg-size.ts';
import { isRaf, raf } from './raf.ts';
import type { RawFile } from './raw-file.ts';
import { isTiffRaw, tiffRaw } from './tiff-raw.ts';

interface OpenedRaw {
  exif: ExifSaid | null;
  xmp?: Buffer;
  /** The largest JPEG in it as stored, and its pixels; null without any. */
  preview: (Size & { bytes: Buffer }) | null;
}

function structureOf(bytes: Buffer): RawFile | null {
  if (isRaf(bytes)) return raf(bytes);
  if (isCr3(bytes)) return cr3(bytes);
  const tiff = Tiff.open(bytes);
  return tiff !== null && isTiffRaw(tiff) ? tiffRaw(tiff) : null;
}

/** Null for what is no RAW file. */
export function openRaw(bytes: Buffer): OpenedRaw | null {
  const file = structureOf(bytes);
  if (file === null) return null;
  let preview: OpenedRaw['preview'] = null;
  for (const candidate of file.candidates) {
    const size = jpegSize(candidate);
    if (size === null) continue;
    if (preview === null || size.width * size.height > preview.width * preview.height)
      preview = { bytes: candidate, ...size };
  }
  return {
    exif: factsIn(file) ?? (preview && exifOfBlock(exifSegment(preview.bytes))),
    ...(file.xmp === undefined ? {} : { xmp: file.xmp }),
    preview,
  };
}

function factsIn({ facts: { image, photo, gps } }: RawFile): ExifSaid | null {
  if (image === null) return null;
  const own = exifOf(image, exifDirectories(image));
  if (own === null) return null;
  // CR3 keeps each directory as a structure of its own.
  const more = (tiff: Tiff | null | undefined, as: 'photo' | 'gps') => {
    const [directory] = tiff?.directories() ?? [];
    if (tiff === null || tiff === undefined || directory === undefined) return null;
    return exifOf(tiff, {
      image: new Map(),
      photo: as === 'photo' ? directory : undefined,
      gps: as === 'gps' ? directory : undefined,
    });
  };
  const [ofPhoto, ofGps] = [more(photo, 'photo'), more(gps, 'gps')];
  return {
    ...own,
    taken: own.taken ?? ofPhoto?.taken ?? null,
    changed: ofPhoto?.taken ? null : own.changed,
    lens: own.lens ?? ofPhoto?.lens ?? null,
    position: own.position ?? ofGps?.position ?? null,
  };
}

/** Whether a preview shows enough to work with. */
export const isLargeEnough = (
  preview: OpenedRaw['preview'],
): preview is NonNullable<typeof preview> =>
  preview !== null && Math.max(preview.width, preview.height) >= leastPreviewEdge;

/**
 * The picture in a file: of a RAW file its JPEG, upright as the camera was held; of everything else the file itself.
 * A RAW file without a large enough JPEG is given as it is, which nothing reads as a picture.
 */
export function pictureIn(bytes: Buffer): Buffer {
  const opened = openRaw(bytes);
  if (opened === null || !isLargeEnough(opened.preview)) return bytes;
  return uprightPreview(opened.preview.bytes, opened.exif?.orientation ?? null);
}

/** A preview bears the RAW file's own word on how the camera was held. */
export const uprightPreview = (jpeg: Buffer, orientation: number | null): Buffer =>
  orientation === null ? jpeg : withExif(jpeg, orientation);
