/**
 * What we write carries the SHA-256 of itself among its metadata, taken while the hash's own place held zeros.
 * Weights that a disk or another program changed are named and never used.
 */
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { WeightsError } from './weights-error.ts';

export const hashKey = 'resight.sha256';
/** What stands there while the hash is taken. */
export const openHash = '0'.repeat(64);

const pieceBytes = 4 << 20;

/**
 * @param stated the hash in the file's metadata
 * @param head the file's first bytes, header included
 * @throws WeightsError `damaged`
 */
export async function checkHash(
  path: string,
  file: FileHandle,
  stated: string,
  head: Buffer,
): Promise<void> {
  const at = head.indexOf(stated);
  const hash = createHash('sha256')
    .update(head.subarray(0, at))
    .update(openHash)
    .update(head.subarray(at + openHash.length));
  const piece = Buffer.alloc(pieceBytes);
  for (let position = head.length; ;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, position);
    if (bytesRead === 0) break;
    hash.update(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
  if (hash.digest('hex') !== stated)
    throw new WeightsError(
      'damaged',
      path,
      'is not what was written: the disk or another program changed it. It is not used; take a copy of it, or train again.',
    );
}
