import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * What tells individuals apart while a network learns.
 * - `arcface`: the right animal must be nearer by a margin
 * - `curricular`: CurricularFace, which counts the animals that are taken for the right one more and more
 */
export const heads = {
  arcface: { title: 'ArcFace' },
  curricular: { title: 'CurricularFace' },
} as const;
export const headId = z.enum(idsOf(heads));
export type HeadId = z.infer<typeof headId>;

/**
 * What label smoothing spreads over all animals.
 * - `labels`: a share of each label in the cross-entropy
 * - `margin`: a share of the margin, while labels stay hard, as the Kaggle pipeline had it
 */
export const smoothings = {
  labels: { title: 'The labels' },
  margin: { title: 'The margin, as the Kaggle pipeline' },
} as const;
export const smoothingId = z.enum(idsOf(smoothings));
export type SmoothingId = z.infer<typeof smoothingId>;
