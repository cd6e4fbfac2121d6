/** The file of a photo, which may hold another picture since it was imported: it is looked at before it is used. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { mostPhotoBytes } from '#terms/photos/files.ts';
import { readWhole } from '../../formats/read-file.ts';
import { sha256OfFile } from '../../sha256-of-file.ts';
import { readFacts } from '../picture.ts';
import { pictureIn } from '../raw/open-raw.ts';
import { pictureHash } from './picture-hash.ts';

/** A photo's file with what is known of it. */
export interface Original {
  /** Absolute. */
  path: string;
  sha256: string;
  /** Size and time at which the file was known to be the photo's; without them its content is looked at. */
  bytes?: number;
  mtimeMs?: number;
  /** What makes it the same picture in other bytes; null or not there where that was never computed. */
  pictureHash?: string | null;
}

/** The file at a photo's path is of another picture. The message names it and the way out. */
export class AnotherPictureError extends Error {
  override readonly name = 'AnotherPictureError';
  readonly path: string;
  constructor(path: string) {
    super(
      `The file at ${path} is another picture now. Put the right file back, or import its folder again.`,
    );
    this.path = path;
  }
}

/** Whether a file looks from outside as it did when it was last known to be the photo's. */
const looksTheSame = (
  { bytes, mtimeMs }: Original,
  found: { size: number; mtimeMs: number },
): boolean => bytes === found.size && mtimeMs === Math.round(found.mtimeMs);

async function isSamePicture({ pictureHash: hash }: Original, content: Buffer): Promise<boolean> {
  if (hash === undefined || hash === null) return false;
  try {
    const { orientation } = await readFacts(content);
    return pictureHash(content, orientation) === hash;
  } catch {
    return false;
  }
}

/**
 * The photo's picture as its file holds it, of a RAW file the JPEG in it. A file of another size or time than was
 * known is hashed first.
 *
 * @throws AnotherPictureError where the file is another picture's; what the system says of one that is gone
 */
export async function readOriginal(original: Original): Promise<Buffer> {
  const found = await stat(original.path);
  const content = await readWhole(original.path, mostPhotoBytes);
  const isKnown =
    (looksTheSame(original, found) && content.length === found.size) ||
    createHash('sha256').update(content).digest('hex') === original.sha256 ||
    (await isSamePicture(original, content));
  if (!isKnown) throw new AnotherPictureError(original.path);
  return pictureIn(content);
}

/** A photo's file as it stands. */
interface Verified {
  bytes: number;
  mtimeMs: number;
  /** Whether it has other bytes than the photo's, and the same picture. */
  isChanged: boolean;
}

/**
 * Makes sure of a photo's file without reading it where it looks as it did.
 *
 * @throws as `readOriginal`
 */
export async function verifyOriginal(original: Original): Promise<Verified> {
  const found = await stat(original.path);
  const stands = { bytes: found.size, mtimeMs: Math.round(found.mtimeMs) };
  if (looksTheSame(original, found) || (await sha256OfFile(original.path)) === original.sha256)
    return { ...stands, isChanged: false };
  const content = await readWhole(original.path, mostPhotoBytes);
  if (!(await isSamePicture(original, content))) throw new AnotherPictureError(original.path);
  return { ...stands, isChanged: true };
}
