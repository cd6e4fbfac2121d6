import { z } from 'zod';
import { rectangle } from './geometry.ts';
import { grade } from './grades.ts';
import { knownSide } from './sides.ts';

/** How much a demo draws, and from which random numbers. */
export const demoSize = z.object({
  individuals: z.number().int().min(1).max(500).default(24),
  photos: z.number().int().min(1).max(20_000).default(240),
  seed: z.number().int().min(0).default(7),
  /** Pixels of the photos, long edge; three to two. */
  width: z.number().int().min(300).max(6000).default(1600),
});
export type DemoSize = z.infer<typeof demoSize>;

/** A demo catalogue as it is asked for. */
export const demoOptions = demoSize.extend({
  /** Part of the photos that come boxed and named, by whole encounters from the first on. */
  boxed: z.number().min(0).max(1).default(0),
});
export type DemoOptions = z.infer<typeof demoOptions>;

/** A box of the truth: fractions of the upright photo; grades as a person would give them. */
const truthBox = z.object({
  class: z.enum(['dorsal fin', 'body']),
  ...rectangle.shape,
  /** Code of the animal; in pictures for training, the name of its family. */
  individual: z.string(),
  side: knownSide,
  angle: grade,
  exposure: grade,
  focus: grade,
  visible: grade,
});
export type TruthBox = z.infer<typeof truthBox>;

export const truthPhoto = z.object({
  file: z.string(),
  encounter: z.string(),
  /** ISO 8601 with the camera's zone. */
  takenAt: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  boxes: z.array(truthBox),
});
export type TruthPhoto = z.infer<typeof truthPhoto>;

/** What the pictures of a demo show, beside them in `truth.json`. */
export const demoTruth = z.object({
  seed: z.number(),
  individuals: z.array(z.object({ code: z.string(), species: z.string() })),
  photos: z.array(truthPhoto),
});
export type DemoTruth = z.infer<typeof demoTruth>;
