import type { Rectangle } from '#terms/geometry.ts';

/**
 * A box as some other tool wrote it, before it is matched with a photo of the catalogue. Fractions
 * and pixels are of the picture frame that the tool used, which is not always the upright one.
 */
export interface BoxRecord extends Rectangle {
  /** The picture as the file names it: a path, a file name, or a stem without its extension. */
  image: string;
  className: string;
  unit: 'fraction' | 'pixel';
  /** Pixel size of the picture as the file states it. */
  imageWidth: number | null;
  imageHeight: number | null;
  /** 0–1; a box with a confidence came from a program and is a proposal. */
  confidence: number | null;
  individual: string | null;
  file: string;
  line: number | null;
  /** Why this row is not quite what stood in the file. */
  mended: string | null;
}

/** A picture that a person looked at; without boxes it is a checked background photo. */
export interface CheckedImage {
  image: string;
  file: string;
}

export interface BoxFile {
  boxes: BoxRecord[];
  checked: CheckedImage[];
}
