import { z } from 'zod';
import { id } from '../common.ts';

/**
 * What two fins of one photo cannot both be: the same animal `twice`, or two animals although one box lies in the
 * other (`overlap`).
 */
export const contradiction = z.object({
  kind: z.enum(['twice', 'overlap']),
  boxId: id,
  otherBoxId: id,
  photoName: z.string(),
  code: z.string(),
  otherCode: z.string(),
});
export type Contradiction = z.infer<typeof contradiction>;

/** Of the smaller box, the share that lies in the other from which the two are taken for one fin. */
export const leastOverlap = 0.7;
