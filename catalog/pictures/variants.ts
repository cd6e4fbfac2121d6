import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keptVariants, type KeptVariant } from '#terms/photos/files.ts';
import { intoPlace } from '../formats/into-place.ts';
import { isLarger, shrink } from './picture.ts';
import { readSealed, sealed } from './sealed-jpeg.ts';

/** By content, so that a photo which moves keeps its pictures. */
export function variantPath(thumbs: string, sha256: string, variant: KeptVariant): string {
  return join(thumbs, sha256.slice(0, 2), `${sha256}.${variant}.jpg`);
}

/**
 * A picture is there whole or not at all, also when the program dies or the power goes while it is written; a
 * JPEG is sealed, so that what happens to it later is noticed.
 */
export async function keepPicture(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, sealed(bytes));
    await intoPlace(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Makes the kept variants of a photo where one for the screen is not there yet, or damaged. The photo is decoded once;
 * each smaller one comes from the next larger.
 *
 * @throws PictureError if the photo cannot be decoded.
 */
export async function makeVariants(
  thumbs: string,
  sha256: string,
  read: () => Promise<Buffer>,
): Promise<void> {
  const thumb = variantPath(thumbs, sha256, 'thumb');
  const view = variantPath(thumbs, sha256, 'view');
  if ((await readSealed(thumb)) !== null && (await readSealed(view)) !== null) return;
  const large = await shrink(await read(), keptVariants.view);
  await keepPicture(view, large);
  let small = large;
  if (await isLarger(large, keptVariants.look)) {
    small = await shrink(large, keptVariants.look, 'network');
    await keepPicture(variantPath(thumbs, sha256, 'look'), small);
  }
  await keepPicture(thumb, await shrink(small, keptVariants.thumb));
}
