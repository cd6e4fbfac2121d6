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
export const cropShape = z.object({
  /** Width in pixels. */
  input: z.number().int(),
  /** In pixels; as wide as high where not given. */
  height: z.number().int().nullable().optional(),
  fit: cropFit.optional(),
});
export type CropShape = z.infer<typeof cropShape>;

/** How a box is cut out for a network. */
export const cropStyle = cropShape.extend({
  /** Part of the box that is seen beyond it on every side: of its longer side, or of each if stretched. */
  margin: z.number(),
});
export type CropStyle = z.infer<typeof cropStyle>;

/** The style of a recipe, or of a version. */
export const cropStyleOf = ({
  input,
  height,
  fit,
  boxMargin,
}: CropShape & { boxMargin: number }): CropStyle => ({ input, height, fit, margin: boxMargin });

export const cropSizeOf = ({ input, height }: Omit<CropShape, 'fit'>): Size => ({
  width: input,
  height: height ?? input,
});
