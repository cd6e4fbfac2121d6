import type { Tiff } from '../metadata/tiff.ts';

/** What is looked for in a RAW file. */
export interface RawFile {
  /** Pieces of the file that may be JPEGs of the picture. */
  candidates: Buffer[];
  /** Structures with the file's facts, that of the picture first, then of its exposure and its place. */
  facts: { image: Tiff | null; photo?: Tiff | null; gps?: Tiff | null };
  /** A packet of XMP in it. */
  xmp?: Buffer;
}
