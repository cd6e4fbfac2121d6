import type { Rectangle } from '#terms/geometry.ts';

/** A photo with its boxes as the writers of box formats need it. */
export interface WrittenPhoto {
  id: number;
  /** Path below the export's image folder, `/` between parts; unique within one export. */
  imagePath: string;
  /** Pixels of the upright picture. */
  width: number;
  height: number;
  split: 'train' | 'val';
  boxes: readonly WrittenBox[];
}

export interface WrittenBox extends Rectangle {
  /** Index into the export's list of classes. */
  classIndex: number;
  /** Null for a box that a person drew or confirmed. */
  confidence: number | null;
  individual: string | null;
}

/** A file of an export: its path below the target folder and its content, made as it is written. */
export interface WrittenFile {
  path: string;
  chunks: Iterable<string> | AsyncIterable<string>;
}

/**
 * A coordinate with as many digits as are needed to read the same box back (a millionth of a pixel
 * on a 50-megapixel photo) and no more, never in exponent form, which other readers reject.
 */
export function coordinate(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}
