import { z } from 'zod';

/** A share or mean with what stands behind it. */
export const figure = z.object({
  value: z.number(),
  /** Cases it was counted over. */
  n: z.number().int(),
  /** 95 % bootstrap interval; null where none can be drawn. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
});
export type Figure = z.infer<typeof figure>;
