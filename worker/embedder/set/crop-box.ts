import type { Rectangle } from '#terms/geometry.ts';

/** How a box is cut out for a network. */
export interface CropStyle {
  /** Side in pixels of what the network sees. */
  input: number;
  /** Part of the box's longer side that is seen beyond it on every side. */
  margin: number;
}

/** A box to be cut out; fractions of the upright photo, top left corner. */
export interface CropBox extends Rectangle {
  boxId: number;
  revision: number;
  photoId: number;
  photoName: string;
  sha256: string;
  path: string;
}
