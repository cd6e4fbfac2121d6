/** Files that somebody sent: what they are and how large is looked at before they are read. */
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

/** A table of a hundred thousand rows has some twenty megabytes; this is ten times as much. */
export const mostTableBytes = 200e6;
/** Labels of one photo: some thousand boxes have a hundred kilobytes. */
export const mostLabelBytes = 20e6;

/**
 * A whole file, if it is one and no larger than it may be. A device or a pipe has no end, and reading it is
 * refused before it is opened.
 *
 * @param most bytes
 * @throws Error in words with the file's name; what the system says of one that is gone
 */
export async function readWhole(path: string, most: number): Promise<Buffer> {
  const name = basename(path);
  const found = await stat(path);
  if (found.isDirectory()) throw new Error(`${name} is a folder; choose a file in it.`);
  if (!found.isFile()) throw new Error(`${name} is a device or a pipe, no file.`);
  const tooLarge = (bytes: number) =>
    new Error(`${name} has ${megabytes(bytes)}; such files are read up to ${megabytes(most)}.`);
  if (found.size > most) throw tooLarge(found.size);
  const file = await open(path, 'r');
  try {
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of file.createReadStream({ autoClose: false, highWaterMark: 1 << 20 })) {
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      // It grows while it is read, or its size was not the truth.
      if (bytes > most) throw tooLarge(bytes);
    }
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces, bytes);
  } finally {
    await file.close();
  }
}
