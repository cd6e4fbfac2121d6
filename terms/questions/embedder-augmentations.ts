import { z } from 'zod';
import { cropBox } from '../boxes/crop-box.ts';
import { id } from '../common.ts';
import { cropStyle } from '../embedder/crops.ts';
import { embedderPreset } from '../embedder/presets.ts';
import { side } from '../sides.ts';

/** Pictures of a box as PNG data addresses: the plain one first. */
export const augmentedBox = z.object({ boxId: id, pictures: z.array(z.string()) });
export type AugmentedBox = z.infer<typeof augmentedBox>;

/** What augmentation makes of crops: of each box the plain picture first, then `each` others. */
export const embedderAugmentations = {
  input: z.object({
    boxes: z.array(cropBox.extend({ side })),
    style: cropStyle,
    preset: embedderPreset,
    mayFlip: z.boolean(),
    mirrorRight: z.boolean(),
    seed: z.number().int(),
    each: z.number().int(),
  }),
  answer: z.array(augmentedBox),
};
