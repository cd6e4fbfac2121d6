/** Photos that are drawn again and again stay in memory, as many as there is room for. */
import type { LearnedPhotoFile } from '../learning/data-messages.ts';
import { hideOpen } from './hide-open.ts';
import { readPhoto, type PictureFolders } from './photo-pixels.ts';
import { bytesOfStack, stackOf, type PictureStack } from './picture-stack.ts';

export class HeldPhotos {
  readonly #photos: readonly LearnedPhotoFile[];
  readonly #folders: PictureFolders;
  readonly #edge: number;
  readonly #most: number;
  /** Drawn last comes last. */
  readonly #held = new Map<number, PictureStack>();
  #bytes = 0;

  constructor(
    photos: readonly LearnedPhotoFile[],
    folders: PictureFolders,
    { edge, memory }: { edge: number; memory: number },
  ) {
    this.#photos = photos;
    this.#folders = folders;
    this.#edge = edge;
    this.#most = memory;
  }

  /** @throws Error with the reason in words if the photo cannot be read */
  async get(photo: number): Promise<PictureStack> {
    const held = this.#held.get(photo);
    if (held !== undefined) {
      this.#held.delete(photo);
      this.#held.set(photo, held);
      return held;
    }
    const file = this.#photos[photo];
    if (file === undefined) throw new RangeError(`There is no photo ${photo} to learn from.`);
    const read = await readPhoto(this.#folders, file, this.#edge);
    const stack = stackOf(hideOpen(read, file.open, file.boxes));
    // Two who asked at once: the first one's stays.
    const meanwhile = this.#held.get(photo);
    if (meanwhile !== undefined) return meanwhile;
    this.#held.set(photo, stack);
    this.#bytes += bytesOfStack(stack);
    for (const [oldest, old] of this.#held) {
      if (this.#bytes <= this.#most || oldest === photo) break;
      this.#held.delete(oldest);
      this.#bytes -= bytesOfStack(old);
    }
    return stack;
  }
}

/** Whole photos with their smaller copies: a third more. */
const PYRAMID = 4 / 3;

/**
 * The longer side in which photos are held: `wanted`, or less where otherwise they would not all stay in
 * memory, but never less than `least`.
 */
export function edgeToHold(
  photos: readonly { width: number; height: number }[],
  { wanted, least, memory }: { wanted: number; least: number; memory: number },
): number {
  const pixels = (edge: number) =>
    photos.reduce((sum, { width, height }) => {
      const scale = Math.min(1, edge / Math.max(width, height));
      return sum + width * height * scale * scale;
    }, 0);
  // In steps, so that copies on disk are found again after a photo or two were added.
  for (let edge = wanted; edge > least; edge -= 64)
    if (pixels(edge) * 3 * PYRAMID <= memory) return edge;
  return Math.min(wanted, least);
}
