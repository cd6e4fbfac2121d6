import { z } from 'zod';
import { id } from '../common.ts';

/** Who sits at a screen, and what they are not to be told. Every call of the screen says it. */
export const seat = z.object({
  reviewerId: id.nullable(),
  /** In a second review: decisions about fins that wait for this person's word are left out of all answers. */
  isBlind: z.boolean(),
  /** The fins in question there; who they show is left out of everything. */
  atHand: z.array(id).max(500),
});
export type Seat = z.infer<typeof seat>;

/** The header of a call that holds the seat, as JSON. */
export const seatHeader = 'x-resight-seat';
