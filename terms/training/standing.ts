/** Where the networks in use stand: what there is to learn from, how far they have fallen behind it, what would help. */
import { z } from 'zod';
import { id, instant } from '../common.ts';

const count = z.number().int();

/** The version in use of a kind. */
const inUse = z.object({
  modelId: id.nullable(),
  model: z.string().nullable(),
  version: count.nullable(),
  trainedAt: instant.nullable(),
});

/** Labels to learn from, in all and since the version in use was trained. */
const labels = z.object({ labels: count, newLabels: count });

/** What a detector would learn from if it were trained now; its labels are boxes drawn, moved or accepted. */
const boxesSince = labels.extend({
  photosWithBoxes: count,
  /** Looked at by a person, and nothing there. */
  backgroundPhotos: count,
  /** Accepted boxes by class, in the order of the classes. */
  classes: z.array(z.object({ id: z.number(), name: z.string(), boxes: count })),
});
export type BoxesSince = z.infer<typeof boxesSince>;

/** The same of an embedder; its labels are boxes that name an animal. */
const namesSince = labels.extend({
  individuals: count,
  /** Accepted boxes that the network is meant for, whose photo is there, without a vector of their shape. */
  withoutVector: count,
});
export type NamesSince = z.infer<typeof namesSince>;

/** What would help most now, make vectors or train; null if nothing would. */
const worth = z.enum(['embed', 'train']).nullable();

export const detectorStanding = z.object({
  ...inUse.shape,
  ...boxesSince.shape,
  worth,
});
export type DetectorStanding = z.infer<typeof detectorStanding>;

export const embedderStanding = z.object({
  ...inUse.shape,
  ...namesSince.shape,
  /** Of known animals in its validation, how often the right one stood first. */
  foundFirst: z.object({ share: z.number().min(0).max(1), n: count }).nullable(),
  worth,
  /** The same in words. */
  advice: z.string().nullable(),
});
export type EmbedderStanding = z.infer<typeof embedderStanding>;
export type Advice = Pick<EmbedderStanding, 'worth' | 'advice'>;
