import { z } from 'zod';
import { id } from '../common.ts';

/** What became of Kaggle's submission file. */
export const submission = z.object({
  path: z.string(),
  modelId: id,
  pictures: z.number().int(),
  /** Pictures named by their vectors; the others are guessed. */
  ranked: z.number().int(),
  /** Pictures of the sample that are not in the catalogue. */
  missing: z.number().int(),
  withoutVector: z.number().int(),
});
export type Submission = z.infer<typeof submission>;
