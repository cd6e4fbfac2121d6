/** The parts of a detector's recipe that a preset, or the size of the set, says where a person does not. */
import { z } from 'zod';
import { numberOf } from '../training/options.ts';
import { detectorOptions as options } from './options.ts';
import { detectorSize } from './sizes.ts';

export const openDetector = z.object({
  size: detectorSize,
  input: numberOf(options.input),
  epochs: numberOf(options.epochs),
  batch: numberOf(options.batch),
  learningRate: numberOf(options.learningRate),
  freezeBackbone: z.boolean(),
  tiles: z.boolean(),
  /** Judgements without a better one before it stops; null never stops early. */
  patience: numberOf(options.patience).nullable(),
});
export type OpenDetector = z.infer<typeof openDetector>;
