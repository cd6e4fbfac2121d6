/**
 * Pictures that the program keeps for itself carry a checksum in a comment of the JPEG, which every reader skips.
 * A picture that a power cut emptied or a disk changed is noticed and made anew.
 */
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);
/** A comment (COM) of 2 bytes of length, a name, and eight hex digits. */
const HEAD = Buffer.from([0xff, 0xfe, 0, 15]);
const NAME = Buffer.from('crc32');
const DIGITS = 8;
const SEAL = HEAD.length + NAME.length + DIGITS;

const checksum = (bytes: Buffer): string => crc32(bytes).toString(16).padStart(DIGITS, '0');

/** A JPEG with its checksum right after its start; anything else as it is. */
export function sealed(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, 2).equals(START)) return bytes;
  const rest = bytes.subarray(2);
  return Buffer.concat([START, HEAD, NAME, Buffer.from(checksum(rest)), rest]);
}

/** Whether a JPEG is what was kept; one from before there were seals must at least begin and end as one. */
export function isWhole(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 2).equals(START)) return false;
  const seal = bytes.subarray(2, 2 + SEAL);
  if (!seal.subarray(0, HEAD.length + NAME.length).equals(Buffer.concat([HEAD, NAME])))
    return bytes.subarray(-2).equals(END);
  return seal.toString('latin1', HEAD.length + NAME.length) === checksum(bytes.subarray(2 + SEAL));
}

/** A kept JPEG, or null where there is none or a damaged one. */
export async function readSealed(path: string): Promise<Buffer | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes !== null && isWhole(bytes) ? bytes : null;
}
