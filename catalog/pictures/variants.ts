import { randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keptVariants, type KeptVariant } from '#terms/photos/files.ts';
import { isLarger, shrink } from './picture.ts';

/** By content, so that a photo which moves keeps its pictures. */
export function variantPath(thumbs: string, sha256: string, variant: KeptVariant): string {
  return join(thumbs, sha256.slice(0, 2), `${sha256}.${variant}.jpg`);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** A picture is there whole or not at all, also when the program dies while it is written. */
export async function keepPicture(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, bytes);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Makes the kept variants of a photo where one for the screen is not there yet. The photo is decoded once;
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
  if ((await isThere(thumb)) && (await isThere(view))) return;
  const large = await shrink(await read(), keptVariants.view);
  await keepPicture(view, large);
  let small = large;
  if (await isLarger(large, keptVariants.look)) {
    small = await shrink(large, keptVariants.look, 'network');
    await keepPicture(variantPath(thumbs, sha256, 'look'), small);
  }
  await keepPicture(thumb, await shrink(small, keptVariants.thumb));
}
