import { z } from 'zod';
import { instant } from '../common.ts';
import { modelFiles } from '../files/version-files.ts';
import { idsOf } from '../tables.ts';
import type { View } from '../views.ts';

/** Kinds of networks; versions of a kind are compared by its `headline`, one of their figures. */
export const modelKinds = {
  detector: {
    title: 'Detector',
    one: 'a detector',
    /** Where its versions are shown. */
    view: 'detector',
    headline: { key: 'map50', title: 'mAP@.5' },
  },
  embedder: {
    title: 'Embedder',
    one: 'an embedder',
    view: 'models',
    headline: { key: 'map5', title: 'MAP@5' },
  },
} as const satisfies Record<string, { view: View } & Record<string, unknown>>;
export const modelKind = z.enum(idsOf(modelKinds));
export type ModelKind = z.infer<typeof modelKind>;

export const modelOrigin = z.enum(['trained', 'starter', 'imported']);

/** A retired one is out of the lists; its files and what it did stay. */
const modelState = z.enum(['training', 'ready', 'failed', 'retired']);

/** What is written down of a version; it may be of an earlier program, so readers ask for what they know. */
const facts = z.record(z.string(), z.unknown());

/** A version of a network as it is shown; where its files lie is the shell's own business. */
export const model = z.object({
  id: z.number(),
  kind: modelKind,
  /** 1, 2, 3, … of its kind. */
  version: z.number().int(),
  name: z.string(),
  architecture: z.string(),
  parentId: z.number().nullable(),
  origin: modelOrigin,
  state: modelState,
  /** The one in use of its kind. */
  chosen: z.boolean(),
  recipe: facts,
  dataSeen: facts,
  metrics: facts,
  jobId: z.number().nullable(),
  createdAt: instant,
});
export type Model = z.infer<typeof model>;

const storedModel = model.extend({ files: modelFiles });
export type StoredModel = z.infer<typeof storedModel>;

/** A point of the curves of a training: named numbers at a step. */
export const trainingPoint = z.object({
  step: z.number().int(),
  series: z.record(z.string(), z.number()),
});
export type TrainingPoint = z.infer<typeof trainingPoint>;
