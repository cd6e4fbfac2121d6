import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant } from '#terms/common.ts';

export const modelKind = z.enum(['detector', 'embedder']);
export type ModelKind = z.infer<typeof modelKind>;

export const model = z.object({
  id: z.number(),
  kind: modelKind,
  /** 1, 2, 3, … of its kind. */
  version: z.number().int(),
  name: z.string(),
  architecture: z.string(),
  parentId: z.number().nullable(),
  origin: z.enum(['trained', 'starter', 'imported']),
  state: z.enum(['training', 'ready', 'failed', 'retired']),
  /** The one in use of its kind. */
  chosen: z.boolean(),
  recipe: z.record(z.string(), z.unknown()),
  dataSeen: z.record(z.string(), z.unknown()),
  metrics: z.record(z.string(), z.unknown()),
  jobId: z.number().nullable(),
  createdAt: instant,
});
export type Model = z.infer<typeof model>;

/** A point of the curves of a training: named numbers at a step. */
export const trainingPoint = z.object({
  step: z.number().int(),
  series: z.record(z.string(), z.number()),
});
export type TrainingPoint = z.infer<typeof trainingPoint>;

export const modelsContract = {
  /** Newest first. */
  list: oc.input(z.object({ kind: modelKind.optional() }).prefault({})).output(z.array(model)),
  get: oc.input(z.object({ modelId: id })).output(model),
  points: oc
    .input(z.object({ modelId: id, afterStep: z.number().int().default(-1) }))
    .output(z.array(trainingPoint)),
  /** Puts a ready version in use: a promotion, or a way back. */
  choose: oc.input(z.object({ modelId: id })).output(model),
  rename: oc
    .input(z.object({ modelId: id, name: z.string().trim().min(1).max(200) }))
    .output(model),
  /** Takes a version out of the lists; its files and what it did stay. */
  retire: oc.input(z.object({ modelId: id })).output(model),
};
