import { z } from 'zod';
import { id, instant } from '../common.ts';

/** How far a network has fallen behind what persons have decided since. */
export const labelsSince = z.object({
  /** Boxes that name an animal, in all and by a decision after the training. */
  labels: z.number().int(),
  newLabels: z.number().int(),
  individuals: z.number().int(),
  /** Accepted boxes that the network is meant for, whose photo is there, without a vector of their shape. */
  withoutVector: z.number().int(),
});
export type LabelsSince = z.infer<typeof labelsSince>;

/** What would help the matching most now; null if nothing would. */
export const matchAdvice = z.object({
  /** Make vectors, or train. */
  worth: z.enum(['embed', 'train']).nullable(),
  advice: z.string().nullable(),
});
export type MatchAdvice = z.infer<typeof matchAdvice>;

/** The network in use, how far it is behind, and what would help. */
export const matchStanding = z.object({
  modelId: id.nullable(),
  model: z.string().nullable(),
  trainedAt: instant.nullable(),
  ...labelsSince.shape,
  /** Of known animals in its validation, how often the right one stood first. */
  foundFirst: z.object({ share: z.number().min(0).max(1), n: z.number().int() }).nullable(),
  ...matchAdvice.shape,
});
export type MatchStanding = z.infer<typeof matchStanding>;
