import { drawPicture } from './draw-picture.ts';
import type { TrainingPicture } from './mosaic.ts';
import type { PictureStack } from '../set/picture-stack.ts';

/** Everything that drawing a batch needs; the pixels are in shared memory. */
export interface DrawRequest {
  pictures: TrainingPicture[];
  stacks: Map<number, PictureStack>;
  input: number;
}

/** Planes of the pictures, [pictures, 3, input, input], values of 0…1. */
export function drawBatch({ pictures, stacks, input }: DrawRequest): Float32Array<ArrayBuffer> {
  const each = 3 * input * input;
  const planes = new Float32Array(pictures.length * each);
  const stackOf = (photo: number) => stacks.get(photo) ?? [];
  for (const [at, picture] of pictures.entries())
    drawPicture(planes, at * each, picture, stackOf, input);
  return planes;
}
