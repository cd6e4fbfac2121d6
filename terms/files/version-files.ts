import { z } from 'zod';

/** Names of a network's files in the folder of its version. */
const names = {
  weights: 'weights.safetensors',
  onnx: 'network.onnx',
  card: 'network.json',
  evaluation: 'evaluation.json',
} as const;

/** Where a version's files stand, relative to the catalogue's folder; a name says what each is for. */
export const modelFiles = z.object({
  weights: z.string().optional(),
  /** The plain inference network. */
  onnx: z.string().optional(),
  /** What a person or program needs to know to use it, JSON. */
  card: z.string().optional(),
  /** The last report on how good it is, JSON. */
  evaluation: z.string().optional(),
});
export type ModelFiles = z.infer<typeof modelFiles>;

/** @param folder of the version, `/` between parts */
export const versionFile = (folder: string, part: keyof typeof names): string =>
  `${folder}/${names[part]}`;

/** Beside a report, every ranking that it was made of: CSV. */
export const ranksFile = 'ranks.csv';

/** What a detector was trained on and judged by, JSON beside its network. */
export const learnedSetName = 'photos.json';

/** A training keeps its state beside what it makes: the last, to go on from, and the best so far. */
export const checkpointStem = 'training';
export const checkpointEndings = { last: '.last.safetensors', best: '.best.safetensors' } as const;

/** Folder, in that of the version, of what a training in two halves needs for its second half. */
export const secondHalf = 'final';
