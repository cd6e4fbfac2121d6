import { z } from 'zod';

/** What a network of another program takes and gives. */
export const inspectOnnx = {
  input: z.object({
    path: z.string(),
    /** Side of its pictures in pixels where the file leaves it open. */
    input: z.number().int().nullable(),
  }),
  answer: z.object({ input: z.number().int(), dimensions: z.number().int() }),
};
