import type { Rectangle } from '#terms/geometry.ts';

/**
 * A box as some other tool wrote it, before it is matched with a photo of the catalogue. Fractions
 * and pixels are of the picture frame that the tool used, which is not always the upright one.
 */
export interface BoxRecord extends Rectangle {
  /** The picture as the file names it: a path, a file name, or a stem without its extension. */
  image: string;
  /** Further names that the file has for it; all that lead to a photo must lead to the same. */
  alsoNamed?: readonly string[];
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

/** A picture that the file has looked at; without boxes, and with nothing refused, it is a checked background photo. */
export interface CheckedImage extends Pick<BoxRecord, 'image' | 'alsoNamed'> {
  file: string;
}

/** A file or folder of boxes, read. Every reader fills one by way of `BoxFileBuilder`. */
export interface BoxFile {
  boxes: BoxRecord[];
  checked: CheckedImage[];
  /** Pictures of which something was refused while reading: whatever else is known of them, they are not checked. */
  doubted: ReadonlySet<string>;
  /** Something was refused that can be of any picture of the file: none of them is checked. */
  doubtsAll: boolean;
}
