import { z } from 'zod';
import { id } from '../common.ts';
import { modelOrigin } from '../models/versions.ts';
import { cropShape } from './crops.ts';
import { normalisation } from './normalisations.ts';
import { sidesTreatment } from './sides.ts';

/** How vectors of a version are made. */
export const embedderServing = z.object({
  ...normalisation.shape,
  ...cropShape.shape,
  /** The network, below the catalogue's folder. */
  onnx: z.string(),
  boxMargin: z.number(),
  sides: sidesTreatment,
  /** Class of boxes that it is meant for; null for all. */
  classId: id.nullable(),
  /** Further classes, best first, of animals without a box of an earlier one. */
  orClassIds: z.array(id).default([]),
  /** The network of a starter is written by the first job that uses it; those of before were trained. */
  origin: modelOrigin.default('trained'),
});
export type EmbedderServing = z.infer<typeof embedderServing>;
