import { z } from 'zod';
import { id } from '../common.ts';

/** What a network makes of a box. */
export const boxVector = z.object({
  boxId: id,
  /** Of the box's geometry that the vector was made of. */
  revision: z.number().int(),
  /** Of length one. */
  vector: z.custom<Float32Array>((value) => value instanceof Float32Array),
});
export type BoxVector = z.infer<typeof boxVector>;
