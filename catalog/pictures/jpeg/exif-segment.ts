import { isJpeg, segmentsOf } from './segments.ts';

const APP1 = 0xe1;
const NAME = 'Exif\0\0';

/** The EXIF block of a JPEG, its name first; undefined without one. */
export function exifSegment(bytes: Buffer): Buffer | undefined {
  if (!isJpeg(bytes)) return undefined;
  for (const { marker, from, to } of segmentsOf(bytes))
    if (marker === APP1 && bytes.toString('latin1', from + 4, from + 10) === NAME)
      return bytes.subarray(from + 4, to);
  return undefined;
}

/** The same picture with an EXIF block that says how it is turned and nothing else. @param orientation 1–8 */
export function withExif(bytes: Buffer, orientation: number): Buffer {
  const pieces = [bytes.subarray(0, 2), blockOf(orientation)];
  let at = 2;
  for (const { marker, from, to } of segmentsOf(bytes)) {
    if (marker !== APP1) continue;
    pieces.push(bytes.subarray(at, from));
    at = to;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** A TIFF structure of one directory with one value. */
function blockOf(orientation: number): Buffer {
  const block = Buffer.alloc(4 + NAME.length + 26);
  block.writeUInt16BE(0xffe1, 0);
  block.writeUInt16BE(block.length - 2, 2);
  block.write(NAME, 4, 'latin1');
  const at = 4 + NAME.length;
  block.write('MM', at, 'latin1');
  block.writeUInt16BE(42, at + 2);
  block.writeUInt32BE(8, at + 4);
  block.writeUInt16BE(1, at + 8);
  block.writeUInt16BE(0x112, at + 10);
  block.writeUInt16BE(3, at + 12);
  block.writeUInt32BE(1, at + 14);
  block.writeUInt16BE(orientation, at + 18);
  return block;
}
