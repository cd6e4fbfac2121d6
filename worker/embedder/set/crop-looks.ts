/** What kept crops look like in bits, so that frames of one burst are known without dates. */
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { lookSide, type Look } from '#catalog/training/taken-together.ts';
import type { CropStyle } from '#terms/embedder/crops.ts';
import { throwIfCancelled } from '../../job-context.ts';
import { inParallel } from '../../jobs/in-parallel.ts';
import { boxInPicture, keptPart } from './box-in-picture.ts';
import { readCrop } from './kept-crop.ts';

/** The look of a box from its crop: of the box alone, without what is round it or beyond the photo's edge. */
async function lookOf(
  file: string,
  box: Pick<IdentityBox, 'aspect'>,
  style: CropStyle,
): Promise<Look> {
  const { pixels, width, height } = await readCrop(file);
  const part = keptPart(boxInPicture(box, style), { width, height }, style);
  const grey = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .extract(part)
    .greyscale()
    .resize(lookSide + 1, lookSide, { fit: 'fill' })
    .raw()
    .toBuffer();
  const look = new Uint32Array(lookSide ** 2 / 32);
  for (let at = 0; at < lookSide ** 2; at += 1) {
    const place = at + Math.floor(at / lookSide);
    const isLighter = (grey[place] ?? 0) > (grey[place + 1] ?? 0);
    if (isLighter) look[at >> 5] = ((look[at >> 5] ?? 0) | (1 << (at & 31))) >>> 0;
  }
  return look;
}

/** Looks by box; a crop that cannot be read has none. */
export async function looksOf(
  boxes: readonly IdentityBox[],
  files: ReadonlyMap<number, string>,
  style: CropStyle,
  signal: AbortSignal,
): Promise<Map<number, Look>> {
  const looks = new Map<number, Look>();
  const kept = boxes.flatMap((box) => {
    const file = files.get(box.boxId);
    return file === undefined ? [] : [{ box, file }];
  });
  const look = ({ box, file }: (typeof kept)[number]) =>
    lookOf(file, box, style).then(
      (made) => [box.boxId, made] as const,
      // It is made anew, and told of, where it is needed.
      () => null,
    );
  for await (const made of inParallel(kept, availableParallelism() + 1, look)) {
    throwIfCancelled(signal);
    if (made !== null) looks.set(...made);
  }
  return looks;
}
