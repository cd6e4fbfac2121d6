import { z } from 'zod';

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
