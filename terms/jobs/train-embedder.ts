import { z } from 'zod';
import { skippedBox } from '../boxes/crop-box.ts';
import { id } from '../common.ts';
import { backbones } from '../embedder/backbones.ts';
import { embedderRecipe } from '../embedder/recipe.ts';
import { embedderDataSeen, embedderMetrics } from '../embedder/versions.ts';
import { modelFiles } from '../files/version-files.ts';
import { trainingPoint } from '../models/versions.ts';
import { jobTerms } from './job-terms.ts';

/** The version in use and the new one on queries that neither has learned from. */
const embedderRival = z.object({
  modelId: id,
  queries: z.number().int(),
  /** MAP@5 of the version in use, and of the new one. */
  map5: z.number(),
  own: z.number(),
});
export type EmbedderRival = z.infer<typeof embedderRival>;

/** Trains a version of an embedder from whom people named. */
export const trainEmbedder = jobTerms({
  title: 'Train an embedder',
  titleOf: ({ recipe: { preset, learns, backbone, input, dimensions } }) =>
    learns === 'head'
      ? `Train a head of ${dimensions} numbers (pictures of ${input} px)`
      : `Train an embedder (${preset}: ${backbones[backbone].title} at ${input} px)`,
  spec: z.object({
    modelId: id,
    /** Of the version's files, below the catalogue's folder. */
    folder: z.string(),
    recipe: embedderRecipe,
  }),
  batch: z.object({ points: z.array(trainingPoint), dataSeen: embedderDataSeen.optional() }),
  result: z.object({
    steps: z.number().int(),
    epochs: z.number().int(),
    bestEpoch: z.number().int(),
    stoppedEarly: z.boolean(),
    metrics: embedderMetrics,
    files: modelFiles,
    dataSeen: embedderDataSeen,
    /** Null where there was nothing to compare with, or the split was the same. */
    rival: embedderRival.nullable(),
    /** MAP@5 on the same photos of the network that a head stands on; null for all but heads. */
    bare: z.number().nullable().default(null),
    skipped: z.array(skippedBox),
    /** Share of the time in which steps waited for pictures, 0–1. */
    waiting: z.number(),
  }),
  phases: {
    cutting: { title: 'Cutting out', unit: 'boxes' },
    starting: { title: 'Getting ready', unit: 'steps' },
    looking: { title: 'Looking at views of each crop', unit: 'pictures' },
    training: { title: 'Training', unit: 'steps' },
    learningAll: { title: 'Learning from all named photos', unit: 'steps' },
    judging: { title: 'Judging', unit: 'photos' },
  },
});
