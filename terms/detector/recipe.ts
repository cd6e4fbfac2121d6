/** How a detector is trained: what a person asks for, and everything decided. */
import { z } from 'zod';
import { id } from '../common.ts';
import { deviceChoice } from '../training/devices.ts';
import { optimizerId } from '../training/optimizers.ts';
import { numberOf, shareOf } from '../training/options.ts';
import { detectorOptions as options } from './options.ts';
import { detectorPreset, usualDetectorPreset } from './presets.ts';
import { openDetector } from './recipe-fields.ts';

/** A version to go on from; `starter`: the weights that the app brings; null: random numbers. */
const detectorStart = z.union([id, z.literal('starter'), z.null()]);

/** Share of encounters kept for judging. */
const validationShare = shareOf(options.validationShare);
const seed = numberOf(options.seed);

/** What a person may set; what is not given comes from the preset. */
export const askedDetector = z.object({
  preset: detectorPreset.default(usualDetectorPreset),
  from: detectorStart.default('starter'),
  ...openDetector.partial().shape,
  /** Box classes to learn; all that have boxes where not given. */
  classIds: z.array(id).min(1).optional(),
  validationShare: validationShare.default(options.validationShare.otherwise),
  seed: seed.default(options.seed.otherwise),
  device: deviceChoice.default('auto'),
});
export type AskedDetector = z.infer<typeof askedDetector>;
/** What a person has set so far. */
export type DetectorWishes = z.input<typeof askedDetector>;

/** Everything decided; kept with the version, so that it can be trained again. */
export const detectorRecipe = z.object({
  preset: detectorPreset,
  from: detectorStart,
  ...openDetector.shape,
  /**
   * SGD for long trainings, as YOLOv5 has it; AdamW gets further in a few hundred steps. Recipes of before
   * there was a choice are of SGD.
   */
  optimizer: optimizerId.default('sgd'),
  classes: z.array(z.object({ id, name: z.string() })),
  validationShare,
  seed,
  device: deviceChoice,
});
export type DetectorRecipe = z.infer<typeof detectorRecipe>;
