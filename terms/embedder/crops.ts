/** The picture that a network is shown of a box. */
import { z } from 'zod';
import type { Size } from '../geometry.ts';
import { idsOf } from '../tables.ts';

/**
 * How a box comes into a picture of fixed height and width.
 * - `pad`: undistorted; what is beside a narrow box is the photo's own water
 * - `stretch`: the box fills the picture, whatever its proportions
 */
export const cropFits = {
  pad: { title: 'Undistorted' },
  stretch: { title: 'Stretched to fill the picture' },
} as const;
export const cropFit = z.enum(idsOf(cropFits));
export type CropFit = z.infer<typeof cropFit>;

/** As recipes and versions keep it; those of before pictures could be wide have square, undistorted ones. */
export interface CropShape {
  /** Width in pixels. */
  input: number;
  /** In pixels; as wide as high where not given. */
  height?: number | null | undefined;
  fit?: CropFit | undefined;
}

export const cropSizeOf = ({ input, height }: Omit<CropShape, 'fit'>): Size => ({
  width: input,
  height: height ?? input,
});
