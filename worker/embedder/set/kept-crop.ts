/**
 * How a crop lies on the disk. Small ones are their bare pixels: to decode a JPEG of 166 pixels takes half as
 * long as a small network takes to look at it, to read its pixels next to nothing. Large ones are JPEG: bare,
 * the 51,000 of Happywhale at 640 pixels would fill a disk, and their networks take a hundred times longer.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { Size } from '#terms/geometry.ts';
import type { CropPicture } from '../looking/render-view.ts';
import { causeOf } from '#catalog/system-words.ts';

/** Pixels up to which a crop is kept bare. */
const BARE_PIXELS = 340 * 340;
const QUALITY = 95;

/** What a bare crop begins with: a name with the number of the format, width and height as 16 bits each. */
const MARK = Buffer.from('CROP02');
const HEADER = MARK.length + 4;
const BARE = '.rgb';

/** Endings of kept crops of any size. */
export const cropEndings = [BARE, '.jpg'] as const;

export const cropEnding = ({ width, height }: Size): (typeof cropEndings)[number] =>
  width * height <= BARE_PIXELS ? BARE : '.jpg';

const bytesOfBare = ({ width, height }: Size) => HEADER + width * height * 3;

/** The bytes of a crop as its file holds them; pixels are RGB, row by row. */
export async function encodeCrop({ pixels, width, height }: CropPicture): Promise<Buffer> {
  if (cropEnding({ width, height }) !== BARE)
    return sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer();
  const sides = Buffer.alloc(4);
  sides.writeUInt16LE(width, 0);
  sides.writeUInt16LE(height, 2);
  return Buffer.concat([MARK, sides, pixels]);
}

/** Whether a crop is there, and, of a bare one, as long as its header says and as its size should be. */
export function isKept(file: string, size: Size): boolean {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch {
    return false;
  }
  try {
    if (!file.endsWith(BARE)) return fstatSync(handle).size > 0;
    const header = Buffer.alloc(HEADER);
    const isRead = readSync(handle, header, 0, HEADER, 0) === HEADER;
    return isRead && isOf(sizeOf(header), size) && fstatSync(handle).size === bytesOfBare(size);
  } catch {
    return false;
  } finally {
    closeSync(handle);
  }
}

/** Width and height of a bare crop by its header, or null for another file. */
const sizeOf = (bytes: Buffer): Size | null =>
  bytes.length >= HEADER && bytes.subarray(0, MARK.length).equals(MARK)
    ? { width: bytes.readUInt16LE(MARK.length), height: bytes.readUInt16LE(MARK.length + 2) }
    : null;

const isOf = (own: Size | null, size: Size): boolean =>
  own?.width === size.width && own.height === size.height;

/**
 * @param wanted pixels that the kept picture is brought to; as it is where not given
 * @throws Error naming the file if it is gone or damaged; then it is removed, to be made anew
 */
export async function readCrop(file: string, wanted?: Size): Promise<CropPicture> {
  try {
    if (file.endsWith(BARE)) {
      const bytes = await readFile(file);
      const own = sizeOf(bytes);
      if (own === null || bytes.length !== bytesOfBare(own)) throw new Error('it is damaged');
      const pixels = bytes.subarray(HEADER);
      if (wanted === undefined || isOf(own, wanted)) return { pixels, ...own };
      return await decoded(sharp(pixels, { raw: { ...own, channels: 3 } }), wanted);
    }
    return await decoded(sharp(file), wanted);
  } catch (error) {
    await rm(file, { force: true });
    throw new Error(
      `The crop ${file} could not be read back (${causeOf(error)}). Retry; it is made anew.`,
      {
        cause: error,
      },
    );
  }
}

async function decoded(kept: Sharp, wanted: Size | undefined): Promise<CropPicture> {
  const sized =
    wanted === undefined ? kept : kept.resize(wanted.width, wanted.height, { fit: 'fill' });
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}
