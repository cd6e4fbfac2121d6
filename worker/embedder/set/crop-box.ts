import type { CropShape } from '#terms/embedder/crops.ts';
import type { Rectangle } from '#terms/geometry.ts';

/** How a box is cut out for a network. */
export interface CropStyle extends CropShape {
  /** Part of the box that is seen beyond it on every side: of its longer side, or of each if stretched. */
  margin: number;
}

/** The style of a recipe, or of a version. */
export const cropStyleOf = ({
  input,
  height,
  fit,
  boxMargin,
}: CropShape & { boxMargin: number }): CropStyle => ({ input, height, fit, margin: boxMargin });

/** A box to be cut out; fractions of the upright photo, top left corner. */
export interface CropBox extends Rectangle {
  boxId: number;
  revision: number;
  photoId: number;
  photoName: string;
  sha256: string;
  path: string;
}
