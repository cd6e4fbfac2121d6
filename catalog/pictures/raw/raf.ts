/** Fujifilm's RAF: a head of fixed places, in which byte 84 tells where the camera's JPEG is, with all its EXIF. */
import type { RawFile } from './raw-file.ts';

const MAGIC = 'FUJIFILMCCD-RAW';
const PLACE = 84;

export const isRaf = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, MAGIC.length) === MAGIC;

export function raf(bytes: Buffer): RawFile {
  if (bytes.length < PLACE + 8) return { candidates: [], facts: { image: null } };
  const at = bytes.readUInt32BE(PLACE);
  const length = bytes.readUInt32BE(PLACE + 4);
  return { candidates: [bytes.subarray(at, at + length)], facts: { image: null } };
}
