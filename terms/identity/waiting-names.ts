import { z } from 'zod';

/** Names of photos that are not with an animal yet, by what they wait for. */
export const waitingNames = z.object({
  /** For a box: nobody and no detector has said where the animal is. */
  namesUnboxed: z.number().int(),
  /** For a person's word which of the boxes it is. */
  namesToPlace: z.number().int(),
  /** For the photo to be checked, or its detections to be judged. */
  namesToCheck: z.number().int(),
});
export type WaitingNames = z.infer<typeof waitingNames>;
