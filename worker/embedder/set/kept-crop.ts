/**
 * How a crop lies on the disk. Small ones are their bare pixels: to decode a JPEG of 166 pixels takes half as
 * long as a small network takes to look at it, to read its pixels next to nothing. Large ones are JPEG: bare,
 * the 51,000 of Happywhale at 640 pixels would fill a disk, and their networks take a hundred times longer.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import type { SquarePicture } from '../looking/render-view.ts';

/** Side in pixels up to which a crop is kept bare. */
const BARE_EDGE = 256;
const QUALITY = 95;

/** What a bare crop begins with: a name with the number of the format, and its side as 16 bits. */
const MARK = Buffer.from('CROP01');
const HEADER = MARK.length + 2;
const BARE = '.rgb';

/** Endings of kept crops of any size. */
export const cropEndings = [BARE, '.jpg'] as const;

export const cropEnding = (edge: number): (typeof cropEndings)[number] =>
  edge <= BARE_EDGE ? BARE : '.jpg';

const bytesOfBare = (edge: number) => HEADER + edge * edge * 3;

/** The bytes of a crop as its file holds them; pixels are RGB, row by row. */
export async function encodeCrop({ pixels, edge }: SquarePicture): Promise<Buffer> {
  if (cropEnding(edge) !== BARE)
    return sharp(pixels, { raw: { width: edge, height: edge, channels: 3 } })
      .jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' })
      .toBuffer();
  const side = Buffer.alloc(2);
  side.writeUInt16LE(edge, 0);
  return Buffer.concat([MARK, side, pixels]);
}

/** Whether a crop is there, and, of a bare one, as long as its header says and as its size should be. */
export function isKept(file: string, edge: number): boolean {
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
    return isRead && edgeOf(header) === edge && fstatSync(handle).size === bytesOfBare(edge);
  } catch {
    return false;
  } finally {
    closeSync(handle);
  }
}

/** Side of a bare crop by its header, or null for another file. */
const edgeOf = (bytes: Buffer): number | null =>
  bytes.length >= HEADER && bytes.subarray(0, MARK.length).equals(MARK)
    ? bytes.readUInt16LE(MARK.length)
    : null;

/**
 * @param edge side that the kept picture is brought to; as it is where not given
 * @throws Error naming the file if it is gone or damaged
 */
export async function readCrop(file: string, edge?: number): Promise<SquarePicture> {
  try {
    if (file.endsWith(BARE)) {
      const bytes = await readFile(file);
      const side = edgeOf(bytes);
      if (side === null || bytes.length !== bytesOfBare(side)) throw new Error('it is damaged');
      const bare = { pixels: bytes.subarray(HEADER), edge: side };
      if (edge === undefined || edge === side) return bare;
      return await decoded(
        sharp(bare.pixels, { raw: { width: side, height: side, channels: 3 } }),
        edge,
      );
    }
    return await decoded(sharp(file), edge);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The crop ${file} could not be read back (${reason}). Retry; it is made anew.`,
      {
        cause: error,
      },
    );
  }
}

async function decoded(kept: Sharp, edge: number | undefined): Promise<SquarePicture> {
  const sized = edge === undefined ? kept : kept.resize(edge, edge, { fit: 'fill' });
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, edge: info.width };
}
