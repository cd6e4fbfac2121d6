import sharp, { type Metadata } from 'sharp';
import type { Rectangle, Size } from '#terms/geometry.ts';
import { allPhotoFormats, anyPhotoFormat, photoFormat } from '#terms/photos/files.ts';
import type { PictureFacts } from '#terms/photos/picture-facts.ts';
import { leastPreviewEdge, rawKindOf } from '#terms/photos/file-kinds.ts';
import { captureFacts, factsOfBlocks } from './metadata/capture-facts.ts';
import { exifDirectories, exifOf } from './metadata/exif.ts';
import { iptcFacts } from './metadata/iptc.ts';
import { Tiff } from './metadata/tiff.ts';
import { xmpFacts } from './metadata/xmp.ts';
import { PictureError } from './picture-error.ts';
import { isLargeEnough, openRaw, uprightPreview } from './raw/open-raw.ts';

/** Pictures beyond this are refused: no camera makes them, decompression bombs do. */
export const MOST_PIXELS = 268_000_000;

// One picture a core at a time is faster than all cores on one picture, and a cache of decoded
// pictures would only hold memory: no picture is read twice in a row.
sharp.concurrency(1);
sharp.cache(false);

const open = (bytes: Buffer) =>
  sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', autoOrient: true });

/** What a library could not decode, in words for who has the photo. */
export function pictureError(error: unknown): PictureError {
  if (error instanceof PictureError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/pixel limit/i.test(message)) {
    return new PictureError(
      `It has more than ${MOST_PIXELS / 1e6} million pixels. Make a smaller copy and import that.`,
      { cause: error },
    );
  }
  if (/unsupported image format/i.test(message)) {
    return new PictureError(`It is not a ${anyPhotoFormat} picture.`, { cause: error });
  }
  // libjpeg's complaint about a file that ends too early reaches us without its words.
  if (/truncat|premature|unexpected end|unknown error/i.test(message)) {
    return new PictureError('The picture is cut off or damaged; copy it again from the camera.', {
      cause: error,
    });
  }
  // What libraries say of a damaged file helps nobody who has the camera's card at hand.
  return new PictureError('It is damaged and cannot be decoded; copy it again from the camera.', {
    cause: error,
  });
}

/**
 * What a photo's file says of it, a RAW file's of the JPEG in it.
 *
 * @param name of the file, which may tell its date, and whether it should be a RAW file
 * @throws PictureError with the reason.
 */
export async function readFacts(bytes: Buffer, name = ''): Promise<PictureFacts> {
  if (bytes.length === 0) throw new PictureError('The file is empty (0 bytes).');
  const kind = rawKindOf(name);
  const raw = openRaw(bytes);
  if (raw === null) {
    if (kind !== null)
      throw new PictureError(`It is no ${kind.title} file, or a damaged one; copy it again.`);
    const { metadata, ...seen } = await seenOf(bytes);
    // libvips tells nothing of the EXIF of a TIFF, which is one itself.
    const tiff = seen.format === 'tiff' ? Tiff.open(bytes) : null;
    if (tiff === null) return { ...factsOfBlocks(metadata, name), ...seen };
    const said = {
      exif: exifOf(tiff, exifDirectories(tiff)),
      xmp: xmpFacts(metadata.xmp),
      iptc: iptcFacts(metadata.iptc),
    };
    return { ...captureFacts(said, name), ...seen };
  }
  if (!isLargeEnough(raw.preview)) throw tooSmall(kind?.title ?? 'RAW', raw.preview);
  const { metadata: _, ...seen } = await seenOf(
    uprightPreview(raw.preview.bytes, raw.exif?.orientation ?? null),
  );
  const said = { exif: raw.exif, xmp: xmpFacts(raw.xmp), iptc: null };
  return { ...captureFacts(said, name), ...seen };
}

/** What decoding a picture would give, and what its file says besides. */
async function seenOf(bytes: Buffer) {
  let metadata: Metadata;
  try {
    metadata = await open(bytes).metadata();
  } catch (error) {
    throw pictureError(error);
  }
  const format = photoFormat.safeParse(metadata.format);
  if (!format.success) {
    throw new PictureError(
      `It is a ${metadata.format.toUpperCase()} file; ${allPhotoFormats} are read.`,
    );
  }
  const orientation = metadata.orientation ?? 1;
  const turned = orientation >= 5;
  return {
    metadata,
    format: format.data,
    width: turned ? metadata.height : metadata.width,
    height: turned ? metadata.width : metadata.height,
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
  };
}

function tooSmall(title: string, preview: Size | null): PictureError {
  const has =
    preview === null
      ? `This ${title} file holds no JPEG that can be read.`
      : `The largest JPEG in this ${title} file has ${preview.width} × ${preview.height} pixels, and ${leastPreviewEdge} are needed.`;
  return new PictureError(
    `${has} Develop it to JPEG or TIFF with the camera maker’s program, Lightroom or darktable, and import that.`,
  );
}

/** JPEG settings of pictures made for the screen, and for networks, which look at them pixel by pixel. */
const settings = {
  screen: { quality: 82 },
  network: { quality: 92, chromaSubsampling: '4:4:4' },
} as const;

const sized = (
  picture: ReturnType<typeof open>,
  edge: number,
  seenBy: keyof typeof settings = 'screen',
): Promise<Buffer> =>
  picture
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#808080' })
    .jpeg(settings[seenBy])
    .toBuffer();

/**
 * The picture upright as a JPEG whose longer edge is at most `edge` pixels; never enlarged.
 *
 * @throws PictureError with the reason.
 */
export async function shrink(
  bytes: Buffer,
  edge: number,
  seenBy: keyof typeof settings = 'screen',
): Promise<Buffer> {
  try {
    return await sized(open(bytes), edge, seenBy);
  } catch (error) {
    throw pictureError(error);
  }
}

/** Whether the longer edge of a picture that was made here has more than `edge` pixels. */
export async function isLarger(bytes: Buffer, edge: number): Promise<boolean> {
  const { width, height } = await open(bytes).metadata();
  return Math.max(width, height) > edge;
}

/** The whole picture upright as a JPEG, for formats that a browser does not show. */
export async function asJpeg(bytes: Buffer): Promise<Buffer> {
  try {
    return await open(bytes).flatten({ background: '#808080' }).jpeg({ quality: 92 }).toBuffer();
  } catch (error) {
    throw pictureError(error);
  }
}

/**
 * A part of the picture, upright, as a JPEG whose longer edge is at most `edge` pixels.
 *
 * @param part fractions of the upright picture, top left corner.
 * @param room around the part, as a share of its longer side; less where the picture ends.
 * @throws PictureError with the reason.
 */
export async function cutOut(
  bytes: Buffer,
  part: Rectangle,
  room: number,
  edge: number,
): Promise<Buffer> {
  const { width, height } = await readFacts(bytes);
  const margin = room * Math.max(part.w * width, part.h * height);
  const left = Math.max(0, Math.floor(part.x * width - margin));
  const top = Math.max(0, Math.floor(part.y * height - margin));
  const right = Math.min(width, Math.ceil((part.x + part.w) * width + margin));
  const bottom = Math.min(height, Math.ceil((part.y + part.h) * height + margin));
  try {
    return await sized(
      open(bytes).extract({
        left,
        top,
        width: Math.max(1, right - left),
        height: Math.max(1, bottom - top),
      }),
      edge,
    );
  } catch (error) {
    throw pictureError(error);
  }
}

/** The blocks of a file that hold its keywords; it is not decoded. */
export async function metadataBlocks(path: string): Promise<{ xmp?: Buffer; iptc?: Buffer }> {
  const { xmp, iptc } = await sharp(path).metadata();
  return { ...(xmp === undefined ? {} : { xmp }), ...(iptc === undefined ? {} : { iptc }) };
}
