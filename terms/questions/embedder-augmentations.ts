import { z } from 'zod';
import { cropBox } from '../boxes/crop-box.ts';
import { id } from '../common.ts';
import { cropStyle } from '../embedder/crops.ts';
import { changingRecipe } from '../embedder/recipe.ts';
import { side } from '../sides.ts';

/** Pictures of a box: the plain one first. */
export const augmentedBox = z.object({
  boxId: id,
  pictures: z.array(
    z.object({
      /** A PNG data address. */
      url: z.string(),
      /** Mirrored, and learned as another animal. */
      isOther: z.boolean(),
    }),
  ),
});
export type AugmentedBox = z.infer<typeof augmentedBox>;

/** What augmentation makes of crops: of each box the plain picture first, then `each` others. */
export const embedderAugmentations = {
  input: z.object({
    boxes: z.array(cropBox.extend({ side })),
    style: cropStyle,
    recipe: changingRecipe,
    each: z.number().int(),
  }),
  answer: z.array(augmentedBox),
};
