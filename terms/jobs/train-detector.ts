import { z } from 'zod';
import { id } from '../common.ts';
import { detectorRecipe } from '../detector/recipe.ts';
import { detectorSizes } from '../detector/sizes.ts';
import { detectorDataSeen, detectorMetrics } from '../detector/versions.ts';
import { modelFiles } from '../files/version-files.ts';
import { trainingPoint } from '../models/versions.ts';
import { jobTerms } from './job-terms.ts';

/** The version in use until now, judged on the same photos. */
const detectorRival = z.object({
  modelId: id,
  map50: z.number(),
  /** Share of draws of the photos in which it was ahead, 0–1: near 0.5 where the two cannot be told apart. */
  ahead: z.number(),
});
export type DetectorRival = z.infer<typeof detectorRival>;

/** Trains a version of a detector from what people drew. */
export const trainDetector = jobTerms({
  title: 'Train a detector',
  titleOf: ({ recipe: { preset, size, input } }) =>
    `Train a detector (${preset}: ${detectorSizes[size].title} at ${input} px)`,
  spec: z.object({
    modelId: id,
    /** Of the version's files, below the catalogue's folder. */
    folder: z.string(),
    recipe: detectorRecipe,
  }),
  batch: z.object({ points: z.array(trainingPoint), dataSeen: detectorDataSeen.optional() }),
  result: z.object({
    steps: z.number().int(),
    epochs: z.number().int(),
    bestEpoch: z.number().int(),
    stoppedEarly: z.boolean(),
    metrics: detectorMetrics,
    files: modelFiles,
    /** Null where there was none to judge. */
    rival: detectorRival.nullable(),
    /** Share of the time in which steps waited for pictures, 0–1. */
    waiting: z.number(),
  }),
  phases: {
    choosing: { title: 'Choosing photos', unit: 'photos' },
    reading: { title: 'Reading the photos to judge by', unit: 'photos' },
    building: { title: 'Building the network', unit: 'steps' },
    training: { title: 'Training', unit: 'steps' },
    judging: { title: 'Judging', unit: 'photos' },
    judgingRival: { title: 'Judging the version in use', unit: 'photos' },
  },
});
