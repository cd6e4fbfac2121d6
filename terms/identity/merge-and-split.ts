import { z } from 'zod';
import { id } from '../common.ts';
import { individualCard, individualCode } from './individuals.ts';

/** What a merge would do: both as they are, and what they would be together. */
export const mergePreview = z.object({
  from: individualCard,
  into: individualCard,
  boxes: z.number().int(),
  /** Encounters in which both were seen: the same animal cannot swim beside itself. */
  together: z.array(z.object({ encounterId: z.number(), name: z.string() })),
  /** Photos that show both: certainly two animals. */
  photosOfBoth: z.array(z.object({ photoId: z.number(), name: z.string() })),
  /** Facts on which the two differ; those of `into` stay. */
  differences: z.array(z.object({ fact: z.string(), from: z.string(), into: z.string() })),
});
export type MergePreview = z.infer<typeof mergePreview>;

/** Whom photos that are split off show: a new animal under `code`, or one that is there. */
export const splitTarget = z.union([
  z.object({ code: individualCode }),
  z.object({ individualId: id }),
]);
export type SplitTarget = z.infer<typeof splitTarget>;
