import { z } from 'zod';
import { id } from '../common.ts';

/** What a person says about a suspicion: two that look alike are two, or an odd photo belongs where it is. */
const newFinding = z.discriminatedUnion('finding', [
  z.object({
    finding: z.literal('kept-apart'),
    individualId: id,
    otherId: id,
    reviewerId: id,
  }),
  z.object({ finding: z.literal('belongs'), individualId: id, boxId: id, reviewerId: id }),
]);
export type NewFinding = z.infer<typeof newFinding>;
