import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { model, modelKind, trainingPoint } from '#terms/models/versions.ts';

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
