/** Where a box lies in its picture. */
import type { IdentityBox } from '#catalog/queries/identity-boxes.ts';
import { cropSizeOf, type CropStyle } from '#terms/embedder/crops.ts';
import type { Rectangle, Size } from '#terms/geometry.ts';
import { keptSize, seenOf } from './crops.ts';

export interface PicturePart extends Pick<Rectangle, 'x' | 'y'>, Size {}

/** In fractions of what a network sees. */
export function boxInPicture(
  { aspect }: Pick<IdentityBox, 'aspect'>,
  style: CropStyle,
): PicturePart {
  const seen = seenOf({ w: aspect, h: 1 }, style);
  const [width, height] = [Math.min(1, aspect / seen.width), Math.min(1, 1 / seen.height)];
  return { x: (1 - width) / 2, y: (1 - height) / 2, width, height };
}

/** A part of what a network sees, in whole pixels of the kept crop, which has a rim around that. */
export function keptPart(
  { width, height }: PicturePart,
  crop: Size,
  style: CropStyle,
): Size & { left: number; top: number } {
  const seen = cropSizeOf(style);
  const kept = keptSize(seen);
  const part = {
    width: Math.max(1, Math.round((crop.width * width * seen.width) / kept.width)),
    height: Math.max(1, Math.round((crop.height * height * seen.height) / kept.height)),
  };
  // Both lie in the middle.
  return {
    ...part,
    left: (crop.width - part.width) >> 1,
    top: (crop.height - part.height) >> 1,
  };
}
