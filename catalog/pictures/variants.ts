import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keptVariants, type KeptVariant } from '#terms/photos/files.ts';
import { idsOf } from '#terms/tables.ts';
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

/** Gives the kept pictures of one file to another that shows the same, so that they need not be made again. */
export async function moveVariants(thumbs: string, from: string, to: string): Promise<void> {
  await mkdir(dirname(variantPath(thumbs, to, 'view')), { recursive: true });
  for (const variant of idsOf(keptVariants))
    await rename(variantPath(thumbs, from, variant), variantPath(thumbs, to, variant)).catch(
      () => {},
    );
}

/**
 * Whether a picture is the one whose view was kept under a hash: the same view would be made of it, byte for byte.
 * Where none is kept, or another version of the image library made it, it is not known to be.
 */
export async function showsKept(thumbs: string, sha256: string, picture: Buffer): Promise<boolean> {
  const kept = await readSealed(variantPath(thumbs, sha256, 'view'));
  return kept !== null && kept.equals(sealed(await shrink(picture, keptVariants.view)));
}
