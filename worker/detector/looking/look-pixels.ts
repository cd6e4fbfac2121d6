/** The pixels of a photo's looks, as a network reads them. */
import sharp from 'sharp';
import { letterboxGrey, letterboxOf } from '#models/detection/letterbox.ts';
import type { Size } from '#terms/geometry.ts';
import { tiledSides, tileStarts, type LookOptions } from './looks.ts';
import { readPhoto, type PhotoFile, type PictureFolders } from '../set/photo-pixels.ts';
import type { Picture } from '../set/picture-stack.ts';

/** Its size is that of the upright photo. */
export type LookedAtPhoto = PhotoFile & Size;

/**
 * Pixels of all looks, [looks, input, input, 3] of 0…255, in the order of `looksOf`.
 * @throws Error with a reason in words if the photo cannot be read
 */
export async function lookPixels(
  folders: PictureFolders,
  photo: LookedAtPhoto,
  options: LookOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { input } = options;
  const tiled = tiledSides(photo, options);
  const edge = tiled === null ? input : Math.max(tiled.width, tiled.height);
  const read = await readPhoto(folders, photo, edge, { keep: false });
  const columns = tiled === null ? [] : tileStarts(tiled.width, input);
  const rows = tiled === null ? [] : tileStarts(tiled.height, input);
  const each = 3 * input * input;
  const looks = new Uint8Array((1 + rows.length * columns.length) * each).fill(letterboxGrey);
  const { width, height, left, top } = letterboxOf(photo, { width: input, height: input });
  const whole = await resized(read, width, height);
  lay(looks, 0, input, whole, { left, top });
  if (tiled !== null) {
    const large = await resized(read, tiled.width, tiled.height);
    let at = each;
    for (const y of rows)
      for (const x of columns) {
        lay(looks, at, input, large, { left: -x, top: -y });
        at += each;
      }
  }
  return looks;
}

async function resized(picture: Picture, width: number, height: number): Promise<Picture> {
  if (picture.width === width && picture.height === height) return picture;
  const { pixels } = picture;
  const data = await sharp(pixels, {
    raw: { width: picture.width, height: picture.height, channels: 3 },
  })
    .resize(width, height, { fit: 'fill', kernel: 'mitchell' })
    .raw()
    .toBuffer();
  return { pixels: data, width, height };
}

/** Lays a picture into a look, its corner at `left`, `top`; what falls outside is left away. */
function lay(
  looks: Uint8Array,
  offset: number,
  input: number,
  { pixels, width, height }: Picture,
  { left, top }: { left: number; top: number },
): void {
  const from = Math.max(0, left);
  const to = Math.min(input, left + width);
  for (let y = Math.max(0, top); y < Math.min(input, top + height); y += 1) {
    const read = ((y - top) * width + (from - left)) * 3;
    looks.set(pixels.subarray(read, read + (to - from) * 3), offset + (y * input + from) * 3);
  }
}
