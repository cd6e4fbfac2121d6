/**
 * What makes two files the same picture: the data that its pixels are decoded from, and how it is turned. Dates,
 * places, keywords and colour profiles stand beside them in a file, and come and go without changing it.
 */
import { createHash, type Hash } from 'node:crypto';
import { isJpeg, SCAN, segmentsOf } from '../jpeg/segments.ts';
import { Tiff, type Directory } from '../metadata/tiff.ts';
import { pictureIn } from '../raw/open-raw.ts';

/** Application data of Adobe's, which tells how colours are to be read. */
const ADOBE = 0xee;
const COMMENT = 0xfe;
const END = Buffer.from([0xff, 0xd9]);

/**
 * Of a whole file, hex. Of a kind of file whose data are not known here, everything in it is the picture.
 *
 * @param orientation 1–8, as the file's facts have it
 */
export function pictureHash(file: Buffer, orientation: number): string {
  const bytes = pictureIn(file);
  const hash = createHash('sha256');
  const isKnown =
    jpegData(bytes, hash) || pngData(bytes, hash) || webpData(bytes, hash) || tiffData(bytes, hash);
  if (!isKnown) hash.update(bytes);
  return hash.update(`turned ${orientation}`).digest('hex');
}

function jpegData(bytes: Buffer, hash: Hash): boolean {
  if (!isJpeg(bytes)) return false;
  for (const { marker, from, to } of segmentsOf(bytes)) {
    const isBeside = (marker >= 0xe0 && marker <= 0xef && marker !== ADOBE) || marker === COMMENT;
    if (marker === SCAN) {
      // Within a scan these two bytes cannot stand; what follows them is no part of the picture.
      const end = bytes.indexOf(END, to);
      hash.update(bytes.subarray(from, end < 0 ? bytes.length : end));
      return true;
    }
    if (!isBeside) hash.update(bytes.subarray(from, to));
  }
  return false;
}

const pngChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT']);

function pngData(bytes: Buffer, hash: Hash): boolean {
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 8 + length;
    if (pngChunks.has(bytes.toString('latin1', at + 4, at + 8)))
      hash.update(bytes.subarray(at + 4, end));
    at = end + 4;
  }
  return true;
}

const webpChunks: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANMF']);

function webpData(bytes: Buffer, hash: Hash): boolean {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (webpChunks.has(bytes.toString('latin1', at, at + 4))) hash.update(bytes.subarray(at, end));
    at = end + (length % 2);
  }
  return true;
}

/** What tells how the data of a TIFF are to be read: sizes, samples, compression, colours. */
const tiffTags = [
  0x100, 0x101, 0x102, 0x103, 0x106, 0x10a, 0x115, 0x116, 0x11c, 0x13d, 0x140, 0x142, 0x143, 0x152,
  0x153, 0x15b, 0x212,
] as const;
const places = [
  [0x111, 0x117],
  [0x144, 0x145],
] as const;

function tiffData(bytes: Buffer, hash: Hash): boolean {
  const tiff = Tiff.open(bytes);
  const [first] = tiff?.directories() ?? [];
  if (tiff === null || first === undefined) return false;
  for (const tag of tiffTags)
    if (first.has(tag)) hash.update(`${tag} ${valuesOf(tiff, first, tag)}\n`);
  let pieces = 0;
  for (const [at, length] of places) {
    const starts = tiff.numbers(first.get(at));
    const lengths = tiff.numbers(first.get(length));
    for (const [piece, start] of starts.entries()) {
      hash.update(bytes.subarray(start, start + (lengths[piece] ?? 0)));
      pieces += 1;
    }
  }
  return pieces > 0;
}

const valuesOf = (tiff: Tiff, directory: Directory, tag: number): string => {
  const entry = directory.get(tag);
  // Tables of JPEG data are bytes without a meaning of their own.
  return entry?.type === 7 ? tiff.data(entry).toString('hex') : tiff.numbers(entry).join(' ');
};
