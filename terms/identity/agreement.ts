import { z } from 'zod';

/** How often two reviewers of the same fins agree, the second without knowing of the first. */
export const agreement = z.object({
  /** Fins that both have judged. */
  n: z.number().int(),
  agreed: z.number().int(),
  /** Of those both judged, 0–1; null if there are none. */
  share: z.number().nullable(),
  /** Cohen's kappa; null where it says nothing. */
  kappa: z.number().nullable(),
  toSettle: z.number().int(),
  settled: z.number().int(),
});
export type Agreement = z.infer<typeof agreement>;
